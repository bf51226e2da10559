import { type LocalEnv, valueOf } from '@nest-entra/launcher/local-env';

/** A running mock issuer as its users know it: by what its `local.env` says. */
export class Issuer {
  constructor(private readonly variables: LocalEnv) {}

  variable(name: string): string {
    return valueOf(this.variables, name);
  }

  /** The address and form of a token request, as Entra documents them, over http: it is not TLS that is measured. */
  tokenRequest(client: 'STOREFRONT', api: 'FULFILLMENT'): { readonly url: string; readonly body: string } {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: this.variable(`${client}_CLIENT_ID`),
      client_secret: this.variable(`${client}_CLIENT_SECRET`),
      scope: this.variable(`${api}_SCOPE`),
    });
    const url = `${this.variable('ISSUER_HTTP_URL')}/${this.variable('TENANT_ID')}/oauth2/v2.0/token`;
    return { url, body: body.toString() };
  }

  async token(client: 'STOREFRONT', api: 'FULFILLMENT'): Promise<string> {
    const { url, body } = this.tokenRequest(client, api);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await posted<{ access_token: string }>(url, headers, body);
    return answer.access_token;
  }

  /** A new secret of Fulfillment's; the others are in the vault, which takes no part in this. */
  async fulfillmentSecret(): Promise<string> {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${this.variable('CONTROL_TOKEN')}`,
    };
    const url = `${this.variable('CONTROL_URL')}/credentials/add`;
    const answer = await posted<{ value: string }>(url, headers, JSON.stringify({ app: 'fulfillment' }));
    return answer.value;
  }
}

async function posted<T>(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<T> {
  const response = await fetch(url, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
