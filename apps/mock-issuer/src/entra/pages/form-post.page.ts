import { html } from '../../http/html.js';
import { type Page } from '../../http/page.js';
import { signInStyle } from './sign-in-style.js';

/** OAuth 2.0 Form Post Response Mode: the page sends itself on to the client. */
export function formPostPage(redirectUri: string, parameters: Readonly<Record<string, string>>): Page {
  const fields = Object.entries(parameters).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return {
    title: 'Working…',
    style: signInStyle,
    body: html`<main>
      <form method="post" action="${redirectUri}">${fields}<button>Continue</button></form>
    </main>`,
    script: 'document.forms[0].submit();',
  };
}
