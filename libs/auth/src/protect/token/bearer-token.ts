import { MalformedRequestError, TokenMissingError } from '../errors/auth.error.js';

/**
 * A request as Node received it. Fastify's own request wraps it as `raw`; Express extends it.
 */
export interface RawRequest {
  /** Names and values in turn, as they came in, duplicates included. */
  readonly rawHeaders: readonly string[];
}

/** RFC 6750 §2.1, the scheme in any case (RFC 9110 §11.1): one token, nothing behind it. */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;
/** Meant to be that, but is not. */
const ALMOST_BEARER = /^bearer\s+\S/i;

/**
 * The bearer token of a request, from its Authorization header and nowhere else.
 *
 * Reads `rawHeaders`, because `headers.authorization` silently keeps the first of two headers: a proxy in front might
 * have judged the second. (`headersDistinct` shows both too, but HTTP/2 requests and `app.inject()` lack it.)
 *
 * @throws {@link TokenMissingError} no such header, another scheme, or no token behind `Bearer`
 * @throws {@link MalformedRequestError} two headers, or anything but a single token behind `Bearer`
 */
export function bearerTokenOf({ rawHeaders }: RawRequest): string {
  const authorization = authorizationIn(rawHeaders);
  if (authorization === undefined) throw new TokenMissingError();
  const token = BEARER.exec(authorization)?.[1];
  if (token) return token;
  throw ALMOST_BEARER.test(authorization) ? new MalformedRequestError() : new TokenMissingError();
}

function authorizationIn(rawHeaders: readonly string[]): string | undefined {
  let found: string | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (!isAuthorization(rawHeaders[i])) continue;
    if (found !== undefined) throw new MalformedRequestError();
    found = rawHeaders[i + 1];
  }
  return found;
}

// the length first: it spares most headers the lower-casing
function isAuthorization(name: string | undefined): boolean {
  return name?.length === 13 && name.toLowerCase() === 'authorization';
}
