/** Where a request arrived: the scheme of the listener that took it and the Host header as sent. */
export interface Arrival {
  readonly protocol: 'http' | 'https';
  readonly host: string | undefined;
}

export interface AddressList {
  readonly issuerUrl: string;
  readonly vaultUrl: string;
  readonly vaultResource: string;
  /** Origins of this process that discovery may echo, the issuer's own among them. */
  readonly origins: readonly string[];
}

/**
 * The addresses of this process, all from configuration. A Host header only ever selects one of them: an address made
 * from the header would let whoever sends it steer where clients post their credentials.
 */
export class Addresses {
  readonly issuerUrl: string;
  readonly vaultUrl: string;
  readonly vaultResource: string;
  readonly #origins: ReadonlySet<string>;
  readonly #hosts: ReadonlySet<string>;

  constructor(list: AddressList) {
    this.issuerUrl = list.issuerUrl;
    this.vaultUrl = list.vaultUrl;
    this.vaultResource = list.vaultResource;
    this.#origins = new Set([new URL(list.issuerUrl).origin, ...list.origins]);
    this.#hosts = new Set([...this.#origins].map((origin) => new URL(origin).host));
  }

  /** `iss` of v2.0 tokens. One constant string, whatever address a client uses. */
  issuer(tenantId: string): string {
    return `${this.issuerUrl}/${tenantId}/v2.0`;
  }

  /** `iss` of v1.0 tokens: Entra's own constant, which is not an address of anything that we run. */
  issuerV1(tenantId: string): string {
    return `https://sts.windows.net/${tenantId}/`;
  }

  /** The requested origin if it is listed, otherwise the issuer's. */
  originFor({ protocol, host }: Arrival): string {
    const requested = `${protocol}://${host ?? ''}`;
    return this.#origins.has(requested) ? requested : new URL(this.issuerUrl).origin;
  }

  isListedHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host);
  }

  isListedOrigin(origin: string): boolean {
    return this.#origins.has(origin);
  }

  /** What a client assertion may name as its audience: msal-node sends the token endpoint, openid-client the issuer. */
  assertionAudiences(tenantId: string, domain: string): string[] {
    const tokenEndpoints = [...this.#origins].flatMap((origin) =>
      [tenantId, domain].map((tenant) => `${origin}/${tenant}/oauth2/v2.0/token`),
    );
    return [this.issuer(tenantId), ...tokenEndpoints];
  }

  /** The pretended cluster whose tokens workload identity exchanges. */
  get workloadIssuer(): string {
    return `${this.issuerUrl}/workload`;
  }
}
