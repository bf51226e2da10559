import { readFileSync } from 'node:fs';
import { Agent, type Dispatcher, request } from 'undici';
import { readLocalVariables } from './local-variables.js';

export interface Call {
  readonly method: Dispatcher.HttpMethod;
  /** Absolute. */
  readonly url: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed if it is JSON. */
  readonly body: unknown;
}

/** Applications of the mock's directory that keep their secrets themselves. */
export type ClientName = 'STOREFRONT' | 'WAREHOUSE' | 'STRANGER';
export type ApiName = 'FULFILLMENT' | 'INVENTORY';

/**
 * The system under test as its users see it: addresses and clients out of `local.env`, everything else over HTTP.
 * It does not matter who started it, the launcher or docker-compose.
 */
export class RunningSystem {
  readonly #variables: ReadonlyMap<string, string>;
  readonly #agent: Agent;

  constructor(localEnvFile: string) {
    this.#variables = readLocalVariables(localEnvFile);
    this.#agent = new Agent({ connect: { ca: readFileSync(this.variable('CA_FILE')) } });
  }

  variable(name: string): string {
    const value = this.#variables.get(name);
    if (value === undefined) throw new Error(`local.env lacks ${name}`);
    return value;
  }

  /** Everything that only its holder may know. */
  get secrets(): readonly string[] {
    return [...this.#variables].filter(([name]) => /SECRET|TOKEN/.test(name)).map(([, value]) => value);
  }

  url(service: ApiName, path: string): string {
    return `${this.variable(`${service}_URL`)}${path}`;
  }

  async call({ method, url, token, headers, json, form }: Call): Promise<Answer> {
    const response = await request(url, {
      method,
      dispatcher: this.#agent,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
    const text = await response.body.text();
    const isJson = /json/.test(String(response.headers['content-type']));
    return { status: response.statusCode, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  /** An app-only token, by the request of Entra's documentation. */
  async token(client: ClientName, api: ApiName): Promise<string> {
    const { status, body } = await this.call({
      method: 'POST',
      url: `${this.variable('ISSUER_URL')}/${this.variable('TENANT_ID')}/oauth2/v2.0/token`,
      form: {
        grant_type: 'client_credentials',
        client_id: this.variable(`${client}_CLIENT_ID`),
        client_secret: this.variable(`${client}_CLIENT_SECRET`),
        scope: this.variable(`${api}_SCOPE`),
      },
    });
    if (status !== 200) throw new Error(`no token for ${client}: ${status} ${JSON.stringify(body)}`);
    return (body as { access_token: string }).access_token;
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }
}
