import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import { localCertificates } from '@nest-entra/launcher/certificates';

const MAIN = join(import.meta.dirname, '../../../apps/mock-issuer/dist/main.js');

/** The repository's look-alike of Entra and Key Vault, as a process of its own on free ports. Nx builds it before. */
export class MockIssuerProcess {
  readonly identityHeader = randomBytes(16).toString('hex');
  readonly controlToken = randomBytes(16).toString('hex');
  folder = '';
  #child: ChildProcess | undefined;
  caFile = '';
  localEnvFile = '';
  origin = '';
  httpUrl = '';
  vaultUrl = '';

  static async start(): Promise<MockIssuerProcess> {
    const mock = new MockIssuerProcess();
    await mock.#start();
    return mock;
  }

  /** Calls the control API; with a body it posts. */
  async control(path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.httpUrl}/control/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.controlToken}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const json = (await answer.json()) as Record<string, unknown>;
    expect({ status: answer.status, json }).toMatchObject({ status: 200 });
    return json;
  }

  async stop(): Promise<void> {
    if (this.#child?.exitCode === null) {
      this.#child.kill();
      await once(this.#child, 'exit');
    }
    await rm(this.folder, { recursive: true });
  }

  /** Every secret of this tenant: what the shells' file holds, and what is in the vault. Needs trust in its CA. */
  async secrets(): Promise<string[]> {
    const shells = parseEnv(await readFile(this.localEnvFile, 'utf8'));
    const ofShells = Object.entries(shells).flatMap(([name, value = '']) =>
      /SECRET|TOKEN/.test(name) ? [value] : [],
    );
    const inVault = ['fulfillment-client-secret', 'fulfillment-certificate'].map((name) => this.#read(name));
    return [this.identityHeader, ...ofShells, ...(await Promise.all(inVault))];
  }

  async #read(name: string): Promise<string> {
    const { access_token: token } = (await (
      await fetch(`${this.httpUrl}/msi/token?resource=https://vault.azure.net`, {
        headers: { 'x-identity-header': this.identityHeader },
      })
    ).json()) as { access_token: string };
    const answer = await fetch(`${this.vaultUrl}/secrets/${name}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await answer.json()) as { value: string }).value;
  }

  get ca(): Promise<string> {
    return readFile(this.caFile, 'utf8');
  }

  async #start(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    this.localEnvFile = join(this.folder, 'local.env');
    const certificates = await localCertificates(
      this.folder,
      { issuer: ['localhost', '127.0.0.1'] },
      new Date(),
    );
    this.caFile = certificates.caFile;
    const { certFile, keyFile } = certificates.of('issuer');
    this.#child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        HTTPS_PORT: '0',
        HTTP_PORT: '0',
        VAULT_PORT: '0',
        TLS_CERT_FILE: certFile,
        TLS_KEY_FILE: keyFile,
        CA_FILE: this.caFile,
        LOCAL_ENV_FILE: this.localEnvFile,
        IDENTITY_HEADER: this.identityHeader,
        CONTROL_TOKEN: this.controlToken,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await this.#readAddresses(this.#child);
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
