import { type Application } from '../../directory/directory.schema.js';

/** The platform under which a redirect URI is registered decides how its codes may be redeemed. */
export type RedirectPlatform = keyof Application['redirectUris'];

/** Redirect URIs match exactly, but for the port of http://localhost on the native platform (RFC 8252 section 7.3). */
export function platformOf(app: Application, redirectUri: string): RedirectPlatform | undefined {
  const { spa, web, native } = app.redirectUris;
  if (spa.includes(redirectUri)) return 'spa';
  if (web.includes(redirectUri)) return 'web';
  const portless = withoutLocalPort(redirectUri);
  return native.some((registered) => withoutLocalPort(registered) === portless) ? 'native' : undefined;
}

function withoutLocalPort(uri: string): string {
  return uri.replace(/^http:\/\/localhost:\d{1,5}(?=\/|$)/, 'http://localhost');
}
