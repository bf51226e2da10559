import { type Clock } from '../../clock.js';
import { Secret } from '../../secret.js';
import { CredentialError } from '../acquire-error.js';
import { type AssertionRequest, type LoadedCredential } from './loaded-credential.js';

/** A client assertion (RFC 7523) and when it stops being good. */
export interface SignedAssertion {
  /** The compact JWS. */
  readonly assertion: string;
  /** Its `exp`. */
  readonly expiresAt: Date;
}

/** Signs one client assertion. Called again when the last one is about to end. */
export type SignAssertion = (request: AssertionRequest) => Promise<SignedAssertion> | SignedAssertion;

/** Made by {@link signedAssertion}. */
export interface SignedAssertionCredential {
  readonly kind: 'signed-assertion';
  readonly sign: SignAssertion;
}

/** An assertion is signed anew when it has less than this left: the issuer's clock may be a minute ahead. */
const RENEW_BEFORE_EXPIRY_MS = 2 * 60_000;

/**
 * Client assertions from your own signer: an HSM, Key Vault's sign operation, another cloud's identity. The result is
 * kept until two minutes before it expires.
 *
 * @example
 * ```ts
 * credential: signedAssertion(async ({ clientId, tokenEndpoint }) => hsm.sign({ iss: clientId, aud: tokenEndpoint }))
 * ```
 */
export function signedAssertion(sign: SignAssertion): SignedAssertionCredential {
  return { kind: 'signed-assertion', sign };
}

export function loadSignedAssertion({ sign }: SignedAssertionCredential, clock: Clock): LoadedCredential {
  let kept: { readonly assertion: Secret; readonly renewAt: number } | undefined;
  return {
    source: 'the signed-assertion callback',
    version: 'callback',
    expiresAt: undefined,
    material: {
      kind: 'assertion',
      sign: async (request) => {
        if (kept && clock.now() < kept.renewAt) return kept.assertion;
        const { assertion, expiresAt } = await signWith(sign, request);
        kept = { assertion: new Secret(assertion), renewAt: expiresAt.getTime() - RENEW_BEFORE_EXPIRY_MS };
        return kept.assertion;
      },
    },
  };
}

async function signWith(sign: SignAssertion, request: AssertionRequest): Promise<SignedAssertion> {
  try {
    const signed = await sign(request);
    if (signed.assertion.trim() === '') throw new TypeError('the assertion is blank');
    return signed;
  } catch (cause) {
    throw new CredentialError('CREDENTIAL_ASSERTION_FAILED', 'the signed-assertion callback failed.', {
      cause,
    });
  }
}
