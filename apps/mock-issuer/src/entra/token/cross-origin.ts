import { type RedirectPlatform } from '../authorize/redirect-platform.js';
import { EntraError } from '../entra-error.js';
import { type TokenRequest } from './token-request.js';

/**
 * Codes and refresh tokens of single-page apps are redeemed by browsers across origins, all others never: an Origin header
 * tells the two apart. A secret has no place in a browser, so it does not open this door either.
 *
 * @throws {EntraError} 9002326 or 9002327
 */
export function requirePlatformsOrigin(
  { form, authorization, origin }: TokenRequest,
  platform: RedirectPlatform,
): void {
  if (platform === 'spa' && origin === undefined) throw new EntraError(9002327, {});
  const confidential = form.get('client_secret') !== undefined || authorization !== undefined;
  if (origin !== undefined && (platform !== 'spa' || confidential)) throw new EntraError(9002326, { origin });
}
