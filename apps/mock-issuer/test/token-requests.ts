import { clientIds, type IssuerUnderTest, tenantId } from './issuer-under-test.js';

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Posts a form to the token endpoint of the http listener. */
export async function postToken(
  issuer: IssuerUnderTest,
  form: Record<string, string> | URLSearchParams,
  headers: Record<string, string> = {},
  tenant: string = tenantId,
): Promise<TokenAnswer> {
  const response = await fetch(`${issuer.httpUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** The access token that an application of the default directory gets with its secret. */
export async function requestToken(
  issuer: IssuerUnderTest,
  app: keyof typeof clientIds,
  scope: string,
): Promise<string> {
  const { body } = await postToken(issuer, {
    grant_type: 'client_credentials',
    client_id: clientIds[app],
    client_secret: issuer.secretOf(app),
    scope,
  });
  return String(body['access_token']);
}
