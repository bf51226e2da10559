import { type TestIssuer } from '../test-issuer.js';
import { claimAttacks } from './claim-attacks.js';
import { Forge } from './forge.js';
import { formAttacks } from './form-attacks.js';
import { signatureAttacks } from './signature-attacks.js';

type Attacks = ReturnType<typeof attacksWith>;

/**
 * One method for each attack. Each makes a token of an application that is wrong in one way and good in every other, so
 * that a guard that misses this one thing lets it in.
 */
export interface EvilTokens extends Attacks {
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
