import { localCertificates } from '@nest-entra/launcher/certificates';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { repository } from '../../src/repository.ts';
import { ServerProcess } from './server-process.ts';

const main = resolve(repository, 'apps/mock-issuer/dist/main.js');

/** The repository's look-alike of Entra and Key Vault, as a process of its own on free ports. */
export class LocalEntra {
  private constructor(
    private readonly server: ServerProcess,
    private readonly variables: NodeJS.Dict<string>,
    /** What an application is given by the platform it runs on: trust, and a managed identity. */
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(directory: string): Promise<LocalEntra> {
    const certificates = await localCertificates(
      join(directory, 'tls'),
      { issuer: ['localhost'] },
      new Date(),
    );
    const { certFile, keyFile } = certificates.of('issuer');
    const identityHeader = randomBytes(16).toString('hex');
    const variablesFile = join(directory, 'local.env');
    const { server } = await ServerProcess.start(
      main,
      {
        HTTPS_PORT: '0',
        HTTP_PORT: '0',
        VAULT_PORT: '0',
        TLS_CERT_FILE: certFile,
        TLS_KEY_FILE: keyFile,
        IDENTITY_HEADER: identityHeader,
        CONTROL_TOKEN: randomBytes(16).toString('hex'),
        LOCAL_ENV_FILE: variablesFile,
      },
      /^Key Vault/m,
    );
    const variables = parseEnv(await readFile(variablesFile, 'utf8'));
    return new LocalEntra(server, variables, {
      NODE_EXTRA_CA_CERTS: certificates.caFile,
      IDENTITY_ENDPOINT: `${variables['ISSUER_HTTP_URL']}/msi/token`,
      IDENTITY_HEADER: identityHeader,
    });
  }

  get origin(): string {
    return this.#variable('ISSUER_URL');
  }

  get vaultUrl(): string {
    return this.#variable('VAULT_URL');
  }

  get tenantId(): string {
    return this.#variable('TENANT_ID');
  }

  /** A token for Inventory, by the client credentials grant. */
  async tokenOf(client: 'WAREHOUSE' | 'STRANGER'): Promise<string> {
    const answer = await fetch(`${this.#variable('ISSUER_HTTP_URL')}/${this.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.#variable(`${client}_CLIENT_ID`),
        client_secret: this.#variable(`${client}_CLIENT_SECRET`),
        scope: this.#variable('INVENTORY_SCOPE'),
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`no token for ${client}: ${answer.status}`);
    return token;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  #variable(name: string): string {
    const value = this.variables[name];
    if (value === undefined) throw new Error(`the mock issuer tells no ${name}`);
    return value;
  }
}
