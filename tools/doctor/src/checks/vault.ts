import { faultOf } from '../fault.js';
import { failed, type Finding, passed } from '../finding.js';
import { connectTo, resolveName, type Unreached } from './reach.js';

const SAYS: Readonly<Record<Unreached, string>> = {
  'name-not-found': 'its name does not resolve',
  refused: 'no connection',
  timeout: 'no connection in time',
  'not-trusted': 'its TLS certificate is not trusted (NODE_EXTRA_CA_CERTS)',
};

/** Whether the vault can be reached at all; whether it opens is the credential's matter. */
export async function checkVault(vaultUrl: string): Promise<Finding> {
  const name = await resolveName(vaultUrl);
  const reach = name.kind === 'reached' ? await connectTo(vaultUrl) : name;
  if (reach.kind === 'reached') return passed(reach.facts, undefined);
  return failed(
    faultOf('CREDENTIAL_SOURCE_UNAVAILABLE', {
      cause: `Key Vault at ${vaultUrl} cannot be reached: ${SAYS[reach.kind]} (${reach.detail}).`,
    }),
  );
}
