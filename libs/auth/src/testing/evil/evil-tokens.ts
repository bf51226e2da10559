import { type TestIssuer } from '../test-issuer.js';
import { type ClaimAttacks, claimAttacks } from './claim-attacks.js';
import { Forge } from './forge.js';
import { type FormAttacks, formAttacks } from './form-attacks.js';
import { type SignatureAttacks, signatureAttacks } from './signature-attacks.js';

/**
 * One method for each attack. Each makes a token of an application that is wrong in one way and good in every other, so
 * that a guard that misses this one thing lets it in.
 */
export interface EvilTokens extends FormAttacks, SignatureAttacks, ClaimAttacks {
  /** The same attacks by an application that holds these app roles. */
  withRoles(...roles: readonly string[]): EvilTokens;
}

export function evilTokens(issuer: TestIssuer, roles: readonly string[]): EvilTokens {
  return {
    ...attacksWith(new Forge(issuer, roles)),
    withRoles: (...others) => evilTokens(issuer, others),
  };
}

function attacksWith(forge: Forge) {
  return { ...formAttacks(forge), ...signatureAttacks(forge), ...claimAttacks(forge) };
}
