import { html } from '../../http/html.js';
import { type Page } from '../../http/page.js';
import { signInStyle } from './sign-in-style.js';

/** Admin consent. What the application may do is in the directory's table; the page only plays the protocol. */
export function consentPage(
  clientName: string,
  tenantName: string,
  parameters: readonly (readonly [string, string])[],
): Page {
  const carried = parameters
    .filter(([name]) => name !== 'mock_decision')
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
  return {
    title: 'Permissions requested',
    style: signInStyle,
    body: html`<main>
      <h1>${clientName}</h1>
      <p>
        asks for an administrator's consent in ${tenantName}. Its permissions are those of the mock's
        directory.
      </p>
      <form method="post">
        ${carried}
        <button name="mock_decision" value="accept">Accept</button>
        <button name="mock_decision" value="cancel">Cancel</button>
      </form>
    </main>`,
  };
}
