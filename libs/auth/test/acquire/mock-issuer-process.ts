import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { makeCertificate, trust } from './local-certificates.js';

const MAIN = fileURLToPath(new URL('../../../../apps/mock-issuer/dist/main.js', import.meta.url));

/**
 * The repository's look-alike of Entra and Key Vault, as a process of its own on free ports: this library may not
 * import it. Built before by Nx (`nx test auth`), or by `tsc --build`.
 */
export class MockIssuerProcess {
  readonly #controlToken = randomBytes(16).toString('hex');
  #folder = '';
  #child: ChildProcess | undefined;
  origin = '';
  httpUrl = '';
  vaultUrl = '';

  static async start(): Promise<MockIssuerProcess> {
    const mock = new MockIssuerProcess();
    await mock.#start();
    return mock;
  }

  /** Calls the control API. */
  async control(path: string, body: object): Promise<Record<string, unknown>> {
    const answer = await request(`${this.httpUrl}/control/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#controlToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const json = (await answer.body.json()) as Record<string, unknown>;
    expect({ status: answer.statusCode, json }).toMatchObject({ status: 200 });
    return json;
  }

  async stop(): Promise<void> {
    if (this.#child?.exitCode === null) {
      this.#child.kill();
      await once(this.#child, 'exit');
    }
    await rm(this.#folder, { recursive: true });
  }

  async #start(): Promise<void> {
    const identityHeader = randomBytes(16).toString('hex');
    this.#folder = await mkdtemp(join(tmpdir(), 'mock-issuer-'));
    const { certificate, key } = await makeCertificate();
    trust(certificate);
    await writeFile(join(this.#folder, 'cert.pem'), certificate);
    await writeFile(join(this.#folder, 'key.pem'), key, { mode: 0o600 });
    this.#child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        HTTPS_PORT: '0',
        HTTP_PORT: '0',
        VAULT_PORT: '0',
        TLS_CERT_FILE: join(this.#folder, 'cert.pem'),
        TLS_KEY_FILE: join(this.#folder, 'key.pem'),
        IDENTITY_HEADER: identityHeader,
        CONTROL_TOKEN: this.#controlToken,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await this.#readAddresses(this.#child);
    process.env['IDENTITY_ENDPOINT'] = `${this.httpUrl}/msi/token`;
    process.env['IDENTITY_HEADER'] = identityHeader;
  }

  /** It prints where it listens, and is ready then. */
  async #readAddresses({ stdout }: ChildProcess): Promise<void> {
    if (!stdout) throw new Error('no output of the mock issuer');
    for await (const line of createInterface(stdout)) {
      const [, what, first, second] = /^(Entra|Key Vault)\s+(\S+)(?: and (\S+))?/.exec(line) ?? [];
      if (what === 'Entra') [this.origin, this.httpUrl] = [first ?? '', second ?? ''];
      if (what === 'Key Vault') {
        this.vaultUrl = first ?? '';
        return;
      }
    }
    throw new Error(`the mock issuer ended before it listened; is ${MAIN} built?`);
  }
}
