import { html } from '../../http/html.js';
import { type Page } from '../../http/page.js';
import { signInStyle } from './sign-in-style.js';

/** A page that only tells: signed out, or a request that must not be answered by a redirect. */
export function messagePage(title: string, ...lines: readonly string[]): Page {
  return {
    title,
    style: signInStyle,
    body: html`<main>
      <h1>${title}</h1>
      ${lines.map((line) => html`<p>${line}</p>`)}
    </main>`,
  };
}
