import { type Addresses } from '../addresses.js';
import { MockClock } from '../clock.js';
import { ClientCredentials } from '../directory/client-credentials.js';
import { Directory } from '../directory/directory.js';
import { type DirectoryTable } from '../directory/directory.schema.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { RequestLog } from '../request-log.js';
import { VaultSecrets } from '../vault/vault-secrets.js';
import { issueCredentials } from './issue-credentials.js';

/** Everything the mock remembers, in memory: a restart makes new keys and new secrets. */
export interface MockState {
  readonly addresses: Addresses;
  readonly clock: MockClock;
  readonly directory: Directory;
  readonly credentials: ClientCredentials;
  readonly keys: SigningKeys;
  readonly vault: VaultSecrets;
  readonly requests: RequestLog;
}

export async function createState(table: DirectoryTable, addresses: Addresses): Promise<MockState> {
  const clock = new MockClock();
  const directory = new Directory(table);
  const credentials = new ClientCredentials(clock);
  const vault = new VaultSecrets(clock);
  const [keys] = await Promise.all([
    SigningKeys.create(clock),
    issueCredentials(directory, credentials, vault),
  ]);
  return { addresses, clock, directory, credentials, keys, vault, requests: new RequestLog(clock) };
}
