import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { localCertificates } from '../certificates/local-certificates.ts';
import { type LocalEnv, readLocalEnv, valueOf } from '../demo/local-env.ts';
import { nodeArguments, nodeEnvironment } from '../run/node-arguments.ts';

const main = resolve(import.meta.dirname, '../../../../apps/mock-issuer/dist/main.js');

/** The mock issuer for one test run: on free ports, with certificates and secrets of its own. */
export interface ThrowawayIssuer {
  readonly pid: number;
  /** Of Entra, over https; over http; and of Key Vault. */
  readonly url: string;
  readonly httpUrl: string;
  readonly vaultUrl: string;
  /** What it tells its users. */
  readonly local: LocalEnv;
  readonly localEnvFile: string;
  /** What the platform gives every application: trust, and a managed identity. */
  readonly platform: Readonly<
    Record<'NODE_EXTRA_CA_CERTS' | 'IDENTITY_ENDPOINT' | 'IDENTITY_HEADER', string>
  >;
  /** Calls the control API: with a body it posts. @throws Error unless it answers 200 */
  readonly control: (path: string, body?: object) => Promise<unknown>;
  readonly remove: () => Promise<void>;
}

/** Its build has to be there: a target that uses it depends on that of `mock-issuer`. */
export async function startThrowawayIssuer(): Promise<ThrowawayIssuer> {
  const directory = mkdtempSync(resolve(tmpdir(), 'nest-entra-issuer-'));
  const certificates = await localCertificates(directory, { issuer: ['localhost', '127.0.0.1'] }, new Date());
  const { certFile, keyFile } = certificates.of('issuer');
  const localEnvFile = resolve(directory, 'local.env');
  const [identityHeader, controlToken] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const child = spawnIssuer({
    HTTPS_PORT: '0',
    HTTP_PORT: '0',
    VAULT_PORT: '0',
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    CA_FILE: certificates.caFile,
    LOCAL_ENV_FILE: localEnvFile,
    IDENTITY_HEADER: identityHeader,
    CONTROL_TOKEN: controlToken,
  });
  const remove = async () => {
    await ended(child);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await listening(child);
    const local = readLocalEnv(localEnvFile);
    const httpUrl = valueOf(local, 'ISSUER_HTTP_URL');
    return {
      pid: child.pid ?? 0,
      url: valueOf(local, 'ISSUER_URL'),
      httpUrl,
      vaultUrl: valueOf(local, 'VAULT_URL'),
      local,
      localEnvFile,
      platform: {
        NODE_EXTRA_CA_CERTS: certificates.caFile,
        IDENTITY_ENDPOINT: `${httpUrl}/msi/token`,
        IDENTITY_HEADER: identityHeader,
      },
      control: (path, body) => callControl(local, path, body),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function spawnIssuer(environment: NodeJS.ProcessEnv): ChildProcess {
  const endWithUs = new URL('../run/end-with-launcher.mjs', import.meta.url).href;
  return spawn(process.execPath, [...nodeArguments, `--import=${endWithUs}`, main], {
    env: { PATH: process.env['PATH'], ...nodeEnvironment, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** The vault's address is the last thing that it prints before it is ready. */
async function listening({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) throw new Error('no output of the mock issuer');
  for await (const line of createInterface(stdout)) {
    if (!line.startsWith('Key Vault')) continue;
    // it would wait for a reader otherwise, once the pipe is full
    stdout.resume();
    return;
  }
  throw new Error(`the mock issuer ended before it listened; is ${main} built?`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

async function callControl(local: LocalEnv, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${valueOf(local, 'CONTROL_URL')}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${valueOf(local, 'CONTROL_TOKEN')}`,
      'content-type': 'application/json',
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`control/${path} answers ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
