import { Secret } from '../../secret.js';
import { CredentialError } from '../acquire-error.js';
import { type LoadedCredential } from './loaded-credential.js';

/** Made by {@link clientSecret}. */
export interface ClientSecretCredential {
  readonly kind: 'client-secret';
  readonly secret: Secret;
}

/**
 * A plain client secret. For development, and for secrets that another vault puts into this process: it cannot be
 * rotated without a restart.
 *
 * @example
 * ```ts
 * credential: clientSecret(process.env.ENTRA_CLIENT_SECRET)
 * ```
 */
export function clientSecret(value: string | Secret): ClientSecretCredential {
  return { kind: 'client-secret', secret: typeof value === 'string' ? new Secret(value) : value };
}

export function loadClientSecret({ secret }: ClientSecretCredential): LoadedCredential {
  const source = 'the client secret in the configuration';
  requireValue(secret, source);
  return { source, version: 'configured', expiresAt: undefined, material: { kind: 'secret', secret } };
}

/** MSAL takes a blank secret and lets the issuer refuse it: an error that points at the wrong place. */
export function requireValue(secret: Secret, source: string): void {
  if (secret.reveal().trim() === '') throw new CredentialError('CREDENTIAL_EMPTY', `${source} is blank.`);
}
