import { type Authority } from '../../entra/authority.js';
import { type SigningKeySet } from '../signing-keys/signing-key-set.js';

/** A tenant whose tokens are accepted, with the keys that sign them. */
export interface TrustedTenant {
  readonly authority: Authority;
  readonly keys: SigningKeySet;
}

/**
 * The tenant a token claims to come from: where to look for its key, and nothing more. Whether the claim is true is
 * decided after the signature, when `iss` and `tid` are held against this very tenant.
 */
export function claimedTenant(
  payload: Buffer,
  tenants: readonly [TrustedTenant, ...TrustedTenant[]],
): TrustedTenant {
  const [first, ...others] = tenants;
  if (others.length === 0) return first;
  const issuer = unverifiedIssuerIn(payload);
  return others.find(({ authority }) => authority.issuer === issuer) ?? first;
}

function unverifiedIssuerIn(payload: Buffer): unknown {
  try {
    return (JSON.parse(payload.toString('utf8')) as { iss?: unknown }).iss;
  } catch {
    // no JSON, or nothing that has members: refused after the signature, in the words for that
    return undefined;
  }
}
