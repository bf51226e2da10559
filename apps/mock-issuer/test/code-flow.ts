import { createHash } from 'node:crypto';
import { clientIds, type IssuerUnderTest, tenantId } from './issuer-under-test.js';
import { redirectUris } from './strict-directory.js';

export const verifier = 'a-verifier-of-the-tests-that-is-long-enough-for-rfc-7636';
export const challenge = createHash('sha256').update(verifier).digest('base64url');
export const readScope = `openid profile offline_access api://${clientIds.fulfillment}/Orders.Read`;

export type Platform = keyof typeof redirectUris;
type Parameters = Record<string, string | undefined>;

export function authorizeParameters(platform: Platform, changes: Parameters = {}): URLSearchParams {
  const parameters: Parameters = {
    client_id: clientIds.orderDesk,
    redirect_uri: redirectUris[platform],
    response_type: 'code',
    scope: readScope,
    state: 'state-of-the-test',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const present = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new URLSearchParams(present);
}

export function authorizeUrl(issuer: IssuerUnderTest, tenant: string = tenantId): string {
  return `${issuer.httpUrl}/${tenant}/oauth2/v2.0/authorize`;
}

/** What the account picker posts. */
export function pick(
  issuer: IssuerUnderTest,
  userKey: string,
  parameters: URLSearchParams,
  headers: Record<string, string> = {},
): Promise<Response> {
  const user = issuer.state.directory.table.users.find(({ key }) => key === userKey);
  const body = new URLSearchParams([...parameters, ['mock_account', user?.objectId ?? userKey]]);
  return fetch(authorizeUrl(issuer), { method: 'POST', body, headers, redirect: 'manual' });
}

export function locationOf(response: Response): URL {
  return new URL(response.headers.get('location') ?? 'about:blank');
}

/** Signs in and returns the code. */
export async function newCode(
  issuer: IssuerUnderTest,
  platform: Platform,
  changes: Parameters = {},
): Promise<string> {
  const response = await pick(issuer, 'clerk', authorizeParameters(platform, changes));
  return locationOf(response).searchParams.get('code') ?? '';
}

/** The form that redeems a code, as its platform has to send it (the Origin header is up to the caller). */
export function redemption(
  issuer: IssuerUnderTest,
  platform: Platform,
  code: string,
  changes: Parameters = {},
): URLSearchParams {
  const form: Parameters = {
    grant_type: 'authorization_code',
    client_id: clientIds.orderDesk,
    redirect_uri: redirectUris[platform],
    code,
    code_verifier: verifier,
    client_secret: platform === 'web' ? issuer.secretOf('order-desk') : undefined,
    ...changes,
  };
  const present = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(present);
}
