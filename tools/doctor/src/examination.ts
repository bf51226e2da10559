import { type Authority } from '@nest-entra/auth/acquire';
import { checkAcceptance } from './checks/acceptance.js';
import { checkApi } from './checks/api.js';
import { checkClock } from './checks/clock.js';
import { checkConfiguration, type ClientSetup } from './checks/configuration.js';
import { checkConnection } from './checks/connection.js';
import { checkCredential } from './checks/credential.js';
import { checkDiscovery } from './checks/discovery.js';
import { checkName } from './checks/name.js';
import { checkSigningKeys } from './checks/signing-keys.js';
import { checkToken } from './checks/token.js';
import { checkVault } from './checks/vault.js';
import { faultOf } from './fault.js';
import { warned } from './finding.js';
import { type Journal } from './journal.js';
import { type Questions } from './questions.js';

/**
 * Goes the way that a service goes, from its variables to the answer of the API that it calls. Each step needs those
 * above it, so that the first one that fails is the fault.
 *
 * @throws {FirstFault}
 */
export async function examine(
  environment: NodeJS.ProcessEnv,
  questions: Questions,
  journal: Journal,
): Promise<void> {
  const { authority, client } = await journal.step('configuration', () =>
    checkConfiguration(environment, questions),
  );
  await examineAuthority(authority, journal);
  if (client) await examineClient(authority, client, questions, journal);
  else journal.skip('credential', 'ENTRA_CREDENTIAL is not set: this service calls nobody');
}

async function examineAuthority(authority: Authority, journal: Journal): Promise<void> {
  await journal.step('name', () => checkName(authority.host));
  await journal.step('connection', () => checkConnection(authority.host));
  const answer = await journal.step('tenant and issuer', () => checkDiscovery(authority));
  await journal.step('clock', () => checkClock(answer));
  await journal.step('signing keys', () => checkSigningKeys(authority));
}

async function examineClient(
  authority: Authority,
  client: ClientSetup,
  questions: Questions,
  journal: Journal,
): Promise<void> {
  const { vaultUrl } = client;
  if (vaultUrl !== undefined) await journal.step('vault', () => checkVault(vaultUrl));
  const tokens = await journal.step('credential', () => checkCredential(client));
  try {
    if (client.scopes.length === 0) {
      await journal.step('token', () => warned(faultOf('DOCTOR_SCOPE_UNKNOWN'), {}, undefined));
    }
    for (const scope of client.scopes) {
      const token = await journal.step('token', () => checkToken(tokens, scope));
      await journal.step('acceptance', () => checkAcceptance(authority, token, questions.audience));
    }
  } finally {
    await tokens.close();
  }
  const { api } = questions;
  if (api) await journal.step('api', () => checkApi(client, api));
}
