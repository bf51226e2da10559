import { type FastifyInstance } from 'fastify';
import { FormParameters } from './form-parameters.js';

/** Larger than any honest request, small enough to be read into memory without a thought. */
export const bodyLimitBytes = 64 * 1024;

/** Malformed JSON is the sender's mistake, and Fastify must answer 400 for it. */
class MalformedJson extends Error {
  readonly statusCode = 400;
}

/**
 * Forms become FormParameters and JSON an object. Any other type arrives as no body at all, so that each endpoint says
 * in its own words what it misses (Entra does: it names the first absent parameter).
 */
export function addBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new FormParameters(String(body))),
  );
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(new MalformedJson('The body is not JSON.'));
    }
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, undefined));
}
