import { randomBytes } from 'node:crypto';
import { type FastifyReply } from 'fastify';
import { Html, html } from './html.js';

export interface Page {
  readonly title: string;
  readonly style: string;
  readonly body: Html;
  readonly script?: string;
}

/**
 * Sends a page whose only style and script are its own. `form-action` is left open: sign-in forms end in a redirect to
 * the application, which browsers count as the form's target.
 */
export function sendPage(reply: FastifyReply, status: number, page: Page): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'`;
  void reply
    .code(status)
    .headers({
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(render(page, nonce).markup);
}

function render({ title, style, body, script }: Page, nonce: string): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
        ${
          script !== undefined &&
          html`<script type="module" nonce="${nonce}">
            ${new Html(script)};
          </script>`
        }
      </body>
    </html>`;
}
