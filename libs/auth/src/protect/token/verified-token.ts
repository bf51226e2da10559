import { type CallerIdentity } from '../caller.js';
import { type SigningKey } from '../signing-keys/signing-key.js';
import { type SigningKeySet } from '../signing-keys/signing-key-set.js';

/** A token that passed every check, without the token itself. */
export interface VerifiedToken {
  readonly caller: CallerIdentity;
  /** `uti`: Entra's name for the token, found again in its sign-in log. */
  readonly uti: string | undefined;
  readonly notBeforeSeconds: number;
  readonly expiresAtSeconds: number;
  /** What it was verified with, and the set that must still hold it when the token comes again. */
  readonly key: SigningKey;
  readonly keys: SigningKeySet;
}
