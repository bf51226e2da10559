import { EntraConfigurationError } from '../../configuration-error.js';
import { isLoopback } from '../../entra/loopback.js';
import { ApiCallError } from '../acquire-error.js';
import { type ApiRequest } from './api-request.js';

/** A token is a key: it goes over https, or not beyond this machine. */
export function parseBaseUrl(api: string, baseUrl: string): URL {
  const url = URL.parse(baseUrl);
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !secure || url.username || url.password || url.search || url.hash) {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_API',
      `the base URL of the API '${api}' must be https (http to this machine only), without credentials, query or fragment.`,
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** A second slash, or a backslash, would begin a host. */
const ONE_SLASH = /^\/(?![/\\])/;

/**
 * The address of one call. Whatever the path holds, the token stays with the API: another host (`//host`, `\host`,
 * `https:…`) and a way out of the base path (`/..`, also encoded) are refused.
 */
export function addressOf(base: URL, { path, query }: Pick<ApiRequest, 'path' | 'query'>): URL {
  const url = ONE_SLASH.test(path) ? URL.parse(`.${path}`, base.href) : null;
  if (
    !url ||
    url.origin !== base.origin ||
    !url.pathname.startsWith(base.pathname) ||
    url.hash ||
    url.search
  ) {
    throw new ApiCallError(
      'CALL_REQUEST_INVALID',
      'a path starts with one slash, stays below the base URL and has no query or fragment of its own.',
    );
  }
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}
