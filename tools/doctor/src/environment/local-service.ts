import { resolve } from 'node:path';
import { environmentOf as launcherEnvironmentOf } from '@nest-entra/launcher/environment';
import { addresses, processes } from '@nest-entra/launcher/system';
import { request } from 'undici';
import { z } from 'zod';
import { EnvironmentError, readEnvironmentFile } from './environment-of.js';

type AddressName = keyof typeof addresses;

const CONTROL_TIMEOUT_MS = 5_000;

/** What `npm start` writes for shells and scripts, as far as it is needed here. */
const localEnv = z.looseObject({ CONTROL_URL: z.url(), CONTROL_TOKEN: z.string(), CA_FILE: z.string() });

const managedIdentity = z.object({ identityHeader: z.string() });

/**
 * The environment that the launcher gave to a service of the running local system. Nothing of it is on disk that was
 * not there before: the one secret in it, the identity header, is asked of the mock issuer.
 *
 * @throws {EnvironmentError} when there is no such service, or nothing runs
 */
export async function environmentOfLocalService(
  name: string,
  own: Readonly<NodeJS.ProcessEnv>,
): Promise<NodeJS.ProcessEnv> {
  const definition = processes.find((one) => one.name === name && one.name !== 'mock-issuer');
  if (!definition) throw new EnvironmentError(`There is no service "${name}": ${services().join(', ')}.`);
  const running = readLocalEnv(own);
  const url = urlsOf(running);
  return launcherEnvironmentOf(
    definition,
    {
      bindHost: '127.0.0.1',
      url,
      port: mapAddresses((address) => Number(new URL(url[address]).port)),
      caFile: running.CA_FILE,
      identityHeader: await identityHeaderOf(running),
      localEnvFile: '',
      signingKeyFile: '',
      // of no concern to Entra, and the doctor has no business with them
      controlToken: '',
      databaseUrl: () => '',
      tls: () => ({ TLS_CERT_FILE: '', TLS_KEY_FILE: '' }),
    },
    own,
  );
}

const services = () => processes.map(({ name }) => name).filter((name) => name !== 'mock-issuer');

function readLocalEnv(own: Readonly<NodeJS.ProcessEnv>) {
  // npm runs scripts at the root of the repository
  const path = own['LOCAL_ENV_FILE'] ?? resolve(own['DATA_DIR'] ?? '.data', 'local.env');
  try {
    return localEnv.parse(readEnvironmentFile(path));
  } catch {
    throw new EnvironmentError(
      `Nothing runs here: ${path} is written by "npm start", which has to run in another terminal.`,
    );
  }
}

async function identityHeaderOf({ CONTROL_URL, CONTROL_TOKEN }: z.infer<typeof localEnv>): Promise<string> {
  try {
    const { body } = await request(`${CONTROL_URL}/managed-identity`, {
      headers: { authorization: `Bearer ${CONTROL_TOKEN}` },
      signal: AbortSignal.timeout(CONTROL_TIMEOUT_MS),
    });
    return managedIdentity.parse(await body.json()).identityHeader;
  } catch {
    throw new EnvironmentError(
      `The mock issuer does not answer at ${CONTROL_URL}: does "npm start" still run?`,
    );
  }
}

/** A service that the generator added has no line in local.env: it is where the launcher puts it by default. */
function urlsOf(running: Readonly<Record<string, unknown>>): Record<AddressName, string> {
  return mapAddresses((name) => {
    const told = running[`${name}_URL`];
    return typeof told === 'string' ? told : `${addresses[name].scheme}://localhost:${addresses[name].port}`;
  });
}

function mapAddresses<Value>(of: (name: AddressName) => Value): Record<AddressName, Value> {
  const names = Object.keys(addresses) as AddressName[];
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<AddressName, Value>;
}
