import { Addresses } from './addresses.js';
import { createApplications } from './applications.js';
import { defaultDirectory } from './directory/default-directory.js';
import { readDirectory } from './directory/read-directory.js';
import { type Environment } from './environment.js';
import { Listener, type ListenerAddress, type ListenerName } from './http/listeners.js';
import { writeLocalEnvironment } from './local-environment.js';
import { createState, type MockState } from './state/mock-state.js';

export interface RunningMockIssuer {
  readonly issuerUrl: string;
  readonly httpUrl: string;
  readonly vaultUrl: string;
  readonly state: MockState;
  close(): Promise<void>;
}

/** Binds the three listeners, builds the tenant, and serves it. */
export async function startMockIssuer(environment: Environment): Promise<RunningMockIssuer> {
  const listeners = await bindListeners(environment);
  try {
    const httpUrl = `http://localhost:${listeners.http.port}`;
    const addresses = addressesOf(environment, listeners);
    const state = await createState(
      directoryOf(environment, addresses),
      addresses,
      environment.SIGNING_KEY_FILE,
    );
    const { entra, vault } = await createApplications(state, environment);
    listeners.https.serve(entra.handle);
    listeners.http.serve(entra.handle);
    listeners.vault.serve(vault.handle);
    const writeFile = () => writeLocalEnvironment(environment, state, httpUrl);
    state.credentials.whenChanged(writeFile);
    writeFile();
    const close = async () => {
      await closeAll(Object.values(listeners));
      await Promise.all([entra.close(), vault.close()]);
    };
    return { issuerUrl: addresses.issuerUrl, httpUrl, vaultUrl: addresses.vaultUrl, state, close };
  } catch (error) {
    await closeAll(Object.values(listeners));
    throw error;
  }
}

type Listeners = Record<ListenerName, Listener>;

async function bindListeners(environment: Environment): Promise<Listeners> {
  const { HOST: host, HTTPS_PORT, HTTP_PORT, VAULT_PORT, TLS_CERT_FILE, TLS_KEY_FILE } = environment;
  const tls = { cert: TLS_CERT_FILE.content, key: TLS_KEY_FILE.content };
  const bound: Listener[] = [];
  const bind = async (address: ListenerAddress) => {
    const listener = await Listener.bind(address);
    bound.push(listener);
    return listener;
  };
  try {
    return {
      https: await bind({ name: 'https', host, port: HTTPS_PORT, tls }),
      http: await bind({ name: 'http', host, port: HTTP_PORT }),
      vault: await bind({ name: 'vault', host, port: VAULT_PORT, tls }),
    };
  } catch (error) {
    // one taken port must not leave the others held by a process that serves nothing
    await closeAll(bound);
    throw error;
  }
}

async function closeAll(listeners: readonly Listener[]): Promise<void> {
  await Promise.all(listeners.map((listener) => listener.close()));
}

function addressesOf(environment: Environment, { https, http, vault }: Listeners): Addresses {
  const local = ['localhost', '127.0.0.1'];
  return new Addresses({
    issuerUrl: environment.ISSUER_URL ?? `https://localhost:${https.port}`,
    vaultUrl: environment.VAULT_URL ?? `https://localhost:${vault.port}`,
    vaultResource: environment.VAULT_RESOURCE,
    origins: [
      ...environment.ENDPOINT_ORIGINS,
      ...local.map((host) => `https://${host}:${https.port}`),
      ...local.map((host) => `http://${host}:${http.port}`),
    ],
  });
}

function directoryOf(environment: Environment, addresses: Addresses) {
  const file = environment.MOCK_DIRECTORY_FILE;
  return file
    ? readDirectory(file.path, file.content)
    : readDirectory(
        'the default directory',
        defaultDirectory({
          fulfillmentUrl: environment.FULFILLMENT_URL,
          vaultResource: environment.VAULT_RESOURCE,
          workloadIssuer: addresses.workloadIssuer,
        }),
      );
}
