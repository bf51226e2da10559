import { type Clock, systemClock } from '../clock.js';
import { type AppToken, appClaims, type Issue, type UserToken, userClaims } from './claims.js';
import { evilTokens, type EvilTokens } from './evil/evil-tokens.js';
import { type KeyPair, makeKeyPair, publishedKey } from './key-pair.js';
import { KeyServer } from './key-server.js';
import { type Json, type TokenParts, writeToken } from './token-text.js';

/** What a {@link TestIssuer} stands for; everything has a default. */
export interface TestIssuerOptions {
  /** Default: Microsoft's documentation placeholder. */
  readonly tenantId?: string;
  /** The client id of the API under test: the audience of the tokens. */
  readonly clientId?: string;
  /** What `iat`, `nbf` and `exp` count from; give the module under test the same clock. */
  readonly clock?: Clock;
  /** The first signing key. Default: a new one, which takes a tenth of a second to make. */
  readonly key?: KeyPair;
}

type Tenants = Map<string, TestIssuer>;

/**
 * An authority for tests: serves real signing keys on loopback and mints really signed tokens, so that the whole
 * pipeline runs as it does against Entra and nothing of it has to be replaced.
 *
 * @example
 * ```ts
 * const issuer = await TestIssuer.start();
 * // EntraApiModule.forRoot(issuer.entraApiOptions), or process.env from issuer.environment
 * await fetch(url, { headers: { authorization: `Bearer ${issuer.app({ roles: ['Stock.Read'] })}` } });
 * await issuer.stop();
 * ```
 */
export class TestIssuer {
  /**
   * Attacks, one method each.
   *
   * @example
   * ```ts
   * issuer.evil.algNone()
   * issuer.evil.withRoles('Stock.Read').tamperedPayload()
   * ```
   */
  readonly evil: EvilTokens = evilTokens(this, ['Stock.Read']);
  readonly #published = new Map<string, Json>();

  private constructor(
    readonly server: KeyServer,
    private readonly tenants: Tenants,
    readonly tenantId: string,
    readonly clientId: string,
    private readonly clock: Clock,
    private signingKey: KeyPair,
  ) {
    tenants.set(tenantId, this);
    this.publish(signingKey);
  }

  /** Starts it on a free port of 127.0.0.1. */
  static async start(options: TestIssuerOptions = {}): Promise<TestIssuer> {
    const { tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee' } = options;
    const { clientId = '00001111-aaaa-2222-bbbb-3333cccc4444', clock = systemClock } = options;
    const key = options.key ?? (await makeKeyPair());
    const tenants: Tenants = new Map();
    const server = await KeyServer.start((path) => tenants.get(path.split('/')[1] ?? '')?.documentAt(path));
    return new TestIssuer(server, tenants, tenantId, clientId, clock, key);
  }

  /** Another tenant of the same authority, with a key of its own. It stops with this one. */
  async tenant(tenantId: string): Promise<TestIssuer> {
    return new TestIssuer(
      this.server,
      this.tenants,
      tenantId,
      this.clientId,
      this.clock,
      await makeKeyPair(),
    );
  }

  /** Stops answering, so that the keys are out of reach. */
  stop(): Promise<void> {
    return this.server.stop();
  }

  /** What `iss` says. */
  get issuer(): string {
    return `${this.server.origin}/${this.tenantId}/v2.0`;
  }

  /** What points `EntraApiModule` at this issuer. */
  get entraApiOptions(): { tenantId: string; clientId: string; authorityHost: string; clock: Clock } {
    const { tenantId, clientId, clock } = this;
    return { tenantId, clientId, authorityHost: this.server.origin, clock };
  }

  /** The same, as the environment variables of a service. */
  get environment(): { ENTRA_TENANT_ID: string; ENTRA_CLIENT_ID: string; ENTRA_AUTHORITY_HOST: string } {
    return {
      ENTRA_TENANT_ID: this.tenantId,
      ENTRA_CLIENT_ID: this.clientId,
      ENTRA_AUTHORITY_HOST: this.server.origin,
    };
  }

  /** A token of an application, for itself. */
  app(token: AppToken = {}): string {
    return this.mint({ claims: this.claimsOf(token) });
  }

  /** The claims that {@link TestIssuer.app} would sign. */
  claimsOf(token: AppToken): Json {
    return appClaims(token, this.issue);
  }

  /** A token of a user, through an application. */
  user(token: UserToken = {}): string {
    return this.mint({ claims: userClaims(token, this.issue) });
  }

  /** Any token, with Entra's header and the current key where the parts do not say otherwise. */
  mint({ header = {}, claims = {}, sign }: Partial<TokenParts>, key: KeyPair = this.signingKey): string {
    const complete =
      typeof header === 'object' && !Buffer.isBuffer(header) ? { ...this.headerFor(key), ...header } : header;
    return writeToken({ header: complete, claims, ...(sign && { sign }) }, key);
  }

  /** The header that Entra writes. */
  headerFor({ kid }: KeyPair): Json {
    return { typ: 'JWT', alg: 'RS256', kid };
  }

  /** The circumstances of a token that is issued now. */
  get issue(): Issue {
    const { issuer, tenantId, clientId: audience, clock } = this;
    return { issuer, tenantId, audience, nowSeconds: Math.floor(clock.now() / 1_000) };
  }

  /** The key that signs at the moment. */
  get key(): KeyPair {
    return this.signingKey;
  }

  /** Puts a key into the key document; it does not sign yet. */
  publish(key: KeyPair, members: Json = {}): void {
    this.#published.set(key.kid, { ...publishedKey(key, this.issuer), ...members });
  }

  /** Takes a key out of the key document. */
  withdraw({ kid }: KeyPair): void {
    this.#published.delete(kid);
  }

  /** Signs with another key from now on; publishes it unless it is told not to. */
  async rotate({ publish = true } = {}): Promise<KeyPair> {
    this.signingKey = await makeKeyPair();
    if (publish) this.publish(this.signingKey);
    return this.signingKey;
  }

  private documentAt(path: string): object | undefined {
    const base = `${this.server.origin}/${this.tenantId}`;
    if (path === `/${this.tenantId}/discovery/v2.0/keys`) return { keys: [...this.#published.values()] };
    if (path === `/${this.tenantId}/v2.0/.well-known/openid-configuration`) {
      return {
        issuer: this.issuer,
        jwks_uri: `${base}/discovery/v2.0/keys`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      };
    }
    return undefined;
  }
}
