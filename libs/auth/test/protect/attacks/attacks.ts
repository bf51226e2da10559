import { type Attack } from './attack.js';
import { authorizationAttacks } from './authorization-attacks.js';
import { claimAttacks } from './claim-attacks.js';
import { signatureAttacks } from './signature-attacks.js';
import { structureAttacks } from './structure-attacks.js';
import { transportAttacks } from './transport-attacks.js';

/** Every bad request: the matrix. */
export const attacks: readonly Attack[] = [
  ...transportAttacks,
  ...structureAttacks,
  ...signatureAttacks,
  ...claimAttacks,
  ...authorizationAttacks,
];
