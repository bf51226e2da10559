import { type User } from '../../directory/directory.schema.js';
import { html } from '../../http/html.js';
import { type Page } from '../../http/page.js';
import { signInStyle } from './sign-in-style.js';

export interface AccountPicker {
  readonly clientName: string;
  readonly users: readonly User[];
  /** The authorization request, to be sent again together with the chosen account. */
  readonly parameters: readonly (readonly [string, string])[];
}

/** Name of the field that carries the chosen user's object id. */
export const accountField = 'mock_account';

/** Stands in for Entra's sign-in: whoever sits at the keyboard may be anybody. */
export function accountPickerPage({ clientName, users, parameters }: AccountPicker): Page {
  const carried = parameters
    .filter(([name]) => name !== accountField)
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
  const choices = users.map(
    (user) =>
      html`<button name="${accountField}" value="${user.objectId}" data-account="${user.key}">
        ${user.displayName}<small>${user.userPrincipalName}</small>
      </button>`,
  );
  return {
    title: 'Pick an account',
    style: signInStyle,
    body: html`<main>
      <h1>Pick an account</h1>
      <p>to continue to ${clientName}. This is the mock issuer: there is no password.</p>
      <form method="post">${carried} ${choices}</form>
    </main>`,
  };
}
