import { type AccessToken } from '@nest-entra/auth/acquire';

/**
 * The claims, unverified. To a client a token is opaque; the doctor looks into it to show what was seen, and what counts
 * is what the guard makes of it. Empty where it is no JWT.
 */
export function payloadOf(token: AccessToken): Readonly<Record<string, unknown>> {
  try {
    const [, payload = ''] = token.reveal().split('.');
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
