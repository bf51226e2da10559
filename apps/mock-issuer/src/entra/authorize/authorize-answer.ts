import { type FastifyReply } from 'fastify';
import { sendPage } from '../../http/page.js';
import { type ErrorBody } from '../entra-error.js';
import { formPostPage } from '../pages/form-post.page.js';
import { type AnswerTarget } from './authorize-request.js';

/** Sends the person back to the application, with the answer where the response mode wants it. */
export function answer(
  reply: FastifyReply,
  { redirectUri, responseMode, state }: AnswerTarget,
  values: Readonly<Record<string, string>>,
): void {
  const parameters = { ...values, ...(state !== undefined && { state }) };
  switch (responseMode) {
    case 'form_post':
      sendPage(reply, 200, formPostPage(redirectUri, parameters));
      return;
    case 'fragment':
      redirect(reply, `${redirectUri}#${new URLSearchParams(parameters).toString()}`);
      return;
    case 'query': {
      const separator = redirectUri.includes('?') ? '&' : '?';
      redirect(reply, `${redirectUri}${separator}${new URLSearchParams(parameters).toString()}`);
    }
  }
}

export function errorParameters({ error, error_description, error_uri }: ErrorBody): Record<string, string> {
  return { error, error_description, ...(error_uri !== undefined && { error_uri }) };
}

function redirect(reply: FastifyReply, location: string): void {
  // codes must not be cached, nor leave through a Referer
  void reply.headers({ 'cache-control': 'no-store, no-cache', 'referrer-policy': 'no-referrer' });
  void reply.redirect(location, 302);
}
