import { CredentialError } from '@nest-entra/auth/acquire';
import { EntraClient } from '../entra-client.js';
import { faultFrom, faultOf, sentenceOf } from '../fault.js';
import { failed, type Fault, type Finding, passed, warned } from '../finding.js';
import { type ClientSetup } from './configuration.js';
import { vaultRefusal } from './vault-refusal.js';

const DAY_MS = 24 * 60 * 60_000;
const WARN_BEFORE_MS = 30 * DAY_MS;

/** Whether the credential is where it should be, may be read, and is usable. The issuer is not asked yet. */
export async function checkCredential({ options }: ClientSetup): Promise<Finding<EntraClient>> {
  let client: EntraClient;
  try {
    client = await EntraClient.open(options);
  } catch (error) {
    return failed(error instanceof CredentialError ? faultAt(error) : faultFrom(error));
  }
  const { source = 'none', expiresAt } = await client.health.check();
  if (expiresAt === undefined) return passed({ uses: source, expires: 'not told' }, client);
  const leftMs = Date.parse(expiresAt) - Date.now();
  const facts = { uses: source, expires: expiresAt.slice(0, 10), 'days left': Math.floor(leftMs / DAY_MS) };
  return leftMs > WARN_BEFORE_MS
    ? passed(facts, client)
    : warned(expiryFault(source, expiresAt, leftMs), facts, client);
}

/** A date in the vault is information: whether the issuer still takes the credential shows in the next step. */
function expiryFault(source: string, expiresAt: string, leftMs: number): Fault {
  const when = leftMs > 0 ? 'ends' : 'ended';
  return faultOf('DOCTOR_CREDENTIAL_EXPIRES', {
    cause: `${source.charAt(0).toUpperCase()}${source.slice(1)} ${when} on ${expiresAt.slice(0, 10)}.`,
  });
}

function faultAt(error: CredentialError): Fault {
  const refusal = vaultRefusal(error.cause);
  if (!refusal) return faultFrom(error);
  const { says, ...known } = refusal;
  return faultFrom(error, { ...known, cause: `${sentenceOf(error)} ${says}` });
}
