import { type Addresses } from '../addresses.js';
import { MockClock } from '../clock.js';
import { ClientCredentials } from '../directory/client-credentials.js';
import { Directory } from '../directory/directory.js';
import { type DirectoryTable } from '../directory/directory.schema.js';
import { Faults } from '../faults/faults.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { RequestLog } from '../request-log.js';
import { VaultSecrets } from '../vault/vault-secrets.js';
import { WorkloadIssuer } from '../workload/workload-issuer.js';
import { issueCredentials } from './issue-credentials.js';
import { StartState } from './start-state.js';

/** Everything the mock remembers, in memory: a restart makes new secrets, and new keys unless told to keep one. */
export interface MockState {
  readonly addresses: Addresses;
  readonly clock: MockClock;
  readonly directory: Directory;
  readonly credentials: ClientCredentials;
  readonly keys: SigningKeys;
  readonly vault: VaultSecrets;
  readonly workload: WorkloadIssuer;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly start: StartState;
}

export async function createState(
  table: DirectoryTable,
  addresses: Addresses,
  signingKeyFile?: string,
): Promise<MockState> {
  const clock = new MockClock();
  const directory = new Directory(table);
  const credentials = new ClientCredentials(clock);
  const vault = new VaultSecrets(clock);
  const faults = new Faults();
  const requests = new RequestLog(clock);
  const [keys, workload] = await Promise.all([
    SigningKeys.create(clock, signingKeyFile),
    WorkloadIssuer.create(addresses.workloadIssuer, clock),
    issueCredentials(directory, credentials, vault),
  ]);
  const start = new StartState([
    () => (clock.offsetSeconds = 0),
    () => faults.clear(),
    () => requests.clear(),
    ...[directory, credentials, keys, vault].map((part) => part.snapshot()),
  ]);
  return { addresses, clock, directory, credentials, keys, vault, workload, faults, requests, start };
}
