import { randomBytes } from 'node:crypto';
import { LocalServer, type Answer, type Received } from './local-server.js';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
export const clientId = '11112222-bbbb-3333-cccc-4444dddd5555';
export const scope = 'api://00001111-aaaa-2222-bbbb-3333cccc4444/.default';

/** What makes a value recognisable in a log that must not hold it. */
export const LEAK_MARK = 'leak-mark';
export const newSecret = () => `${LEAK_MARK}-secret-${randomBytes(12).toString('hex')}`;

interface VaultVersion {
  readonly value: string;
  readonly version: string;
  readonly expiresAt?: Date;
  readonly contentType?: string;
}

/**
 * As much of Entra, Key Vault and the managed-identity endpoint as the tests of this library need, with faults. The
 * repository's mock issuer is the faithful look-alike; this library may not depend on it.
 */
export class LocalEntra {
  readonly tokenRequests: URLSearchParams[] = [];
  readonly clientSecrets = new Set<string>();
  tokenLifetimeSeconds = 3_600;
  refreshInSeconds: number | undefined;
  /** Decides instead of the token endpoint while it is set. */
  tokenFault: ((request: URLSearchParams) => Answer | Promise<Answer | undefined> | undefined) | undefined;
  discoveryFault: Answer | undefined;
  vaultFault: Answer | undefined;
  vaultReads = 0;
  readonly #vault = new Map<string, VaultVersion>();
  #origin = '';
  #tokens = 0;

  static async start(): Promise<LocalEntra> {
    const entra = new LocalEntra();
    const https = await LocalServer.https((request) => entra.#answer(request));
    const msi = await LocalServer.http((request) => entra.#managedIdentity(request));
    entra.#origin = https.origin;
    process.env['IDENTITY_ENDPOINT'] = `${msi.origin}/msi/token`;
    process.env['IDENTITY_HEADER'] = 'local';
    return entra;
  }

  get origin(): string {
    return this.#origin;
  }

  /** Stores a new version in the vault, and registers a secret with the application if asked to. */
  store(name: string, entry: Omit<VaultVersion, 'version'>): void {
    this.#vault.set(name, { ...entry, version: randomBytes(16).toString('hex') });
  }

  #answer(request: Received): Answer | Promise<Answer> {
    const { pathname } = request.url;
    if (pathname.endsWith('/openid-configuration')) return this.discoveryFault ?? this.#discovery(pathname);
    if (pathname.endsWith('/oauth2/v2.0/token')) return this.#token(new URLSearchParams(request.body));
    if (pathname.startsWith('/secrets/')) return this.#secret(request);
    return { status: 404, body: {} };
  }

  #discovery(pathname: string): Answer {
    if (!pathname.startsWith(`/${tenantId}/`)) {
      return oauthError(400, 'invalid_tenant', "AADSTS90002: Tenant 'x' not found.", 90002);
    }
    const base = `${this.#origin}/${tenantId}`;
    return {
      status: 200,
      body: {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      },
    };
  }

  async #token(request: URLSearchParams): Promise<Answer> {
    this.tokenRequests.push(request);
    const fault = await this.tokenFault?.(request);
    if (fault) return fault;
    const secret = request.get('client_secret');
    if (!this.clientSecrets.has(secret ?? '') && !request.has('client_assertion')) return refusedSecret;
    this.#tokens += 1;
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: this.tokenLifetimeSeconds,
        ...(this.refreshInSeconds === undefined ? {} : { refresh_in: this.refreshInSeconds }),
        access_token: `${LEAK_MARK}-token-${this.#tokens}-${randomBytes(24).toString('base64url')}`,
      },
    };
  }

  #secret(request: Received): Answer {
    if (this.vaultFault) return this.vaultFault;
    if (!request.headers.authorization) {
      const challenge = `Bearer authorization="${this.#origin}/${tenantId}", resource="https://vault.azure.net"`;
      return { status: 401, headers: { 'www-authenticate': challenge }, body: {} };
    }
    const name = request.url.pathname.split('/')[2] ?? '';
    const found = this.#vault.get(name);
    if (!found) return { status: 404, body: { error: { code: 'SecretNotFound', message: 'not found' } } };
    this.vaultReads += 1;
    return {
      status: 200,
      body: {
        value: found.value,
        contentType: found.contentType,
        id: `${this.#origin}/secrets/${name}/${found.version}`,
        attributes: { enabled: true, exp: found.expiresAt && Math.floor(found.expiresAt.getTime() / 1000) },
      },
    };
  }

  #managedIdentity({ url }: Received): Answer {
    return {
      status: 200,
      body: {
        access_token: `${LEAK_MARK}-vault-token`,
        expires_on: String(Math.floor(Date.now() / 1000) + 86_400),
        resource: url.searchParams.get('resource'),
        token_type: 'Bearer',
      },
    };
  }
}

export function oauthError(status: number, error: string, description: string, code: number): Answer {
  return { status, body: { error, error_description: `${description}\r\nTrace ID: t`, error_codes: [code] } };
}

export const refusedSecret = oauthError(
  401,
  'invalid_client',
  'AADSTS7000215: Invalid client secret provided.',
  7000215,
);
