import { type AuthError, MalformedRequestError, TokenMissingError } from '../errors/auth.error.js';

/**
 * A request as Node received it. Fastify's own request wraps it as `raw`; Express extends it.
 */
export interface RawRequest {
  /** Names and values in turn, as they came in, duplicates included. */
  readonly rawHeaders: readonly string[];
}

/** RFC 6750 §2.1, the scheme in any case (RFC 9110 §11.1): one token, nothing behind it. */
const BEARER = /^bearer +[A-Za-z0-9\-._~+/]+=*$/i;
/** Meant to be that, but is not. */
const ALMOST_BEARER = /^bearer\s+\S/i;

/** How nearly everybody writes it. */
const USUAL_PREFIX = 'Bearer ';
const SPACE = 0x20;

/**
 * The Authorization header of a request; a token is read from nowhere else.
 *
 * Reads `rawHeaders`, because `headers.authorization` silently keeps the first of two headers: a proxy in front might
 * have judged the second. (`headersDistinct` shows both too, but HTTP/2 requests and `app.inject()` lack it.)
 *
 * @throws {@link MalformedRequestError} two of them
 */
export function authorizationOf({ rawHeaders }: RawRequest): string | undefined {
  let found: string | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (!isAuthorization(rawHeaders[i])) continue;
    if (found !== undefined) throw new MalformedRequestError();
    found = rawHeaders[i + 1];
  }
  return found;
}

/**
 * The bearer token of an Authorization header.
 *
 * @throws {@link TokenMissingError} no header, another scheme, or no token behind `Bearer`
 * @throws {@link MalformedRequestError} anything but a single token behind `Bearer`
 */
export function bearerTokenOf(authorization = ''): string {
  const fault = faultIn(authorization);
  if (fault) throw fault;
  return authorization.slice(authorization.lastIndexOf(' ') + 1);
}

/** What {@link bearerTokenOf} would throw. Nothing where there is a token, however bad a one. */
export function faultIn(authorization = ''): AuthError | undefined {
  if (BEARER.test(authorization)) return undefined;
  return ALMOST_BEARER.test(authorization) ? new MalformedRequestError() : new TokenMissingError();
}

/**
 * What stands in the place of the token, unexamined: enough for a token that is accepted, as whatever is none never is.
 * Once it is refused, {@link faultIn} tells whose fault it was. `undefined` where only {@link bearerTokenOf} can tell.
 */
export function unexaminedTokenOf(authorization: string | undefined): string | undefined {
  if (!authorization?.startsWith(USUAL_PREFIX)) return undefined;
  // RFC 9110 §11.4 allows more spaces: one token is to be known by one name
  return authorization.charCodeAt(USUAL_PREFIX.length) === SPACE
    ? undefined
    : authorization.slice(USUAL_PREFIX.length);
}

// the length first: it spares most headers the lower-casing
function isAuthorization(name: string | undefined): boolean {
  return name?.length === 13 && name.toLowerCase() === 'authorization';
}
