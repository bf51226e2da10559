import { at, send, type Request } from './http.ts';
import { type LocalEnv, valueOf } from './local-env.ts';
import { Surprise } from './story.ts';

/** The token request of Entra's documentation for the client credentials grant, with a secret. */
export function tokenRequest(env: LocalEnv, client: string, scope: string): Request {
  return {
    method: 'POST',
    url: `${valueOf(env, 'ISSUER_URL')}/${valueOf(env, 'TENANT_ID')}/oauth2/v2.0/token`,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: valueOf(env, `${client}_CLIENT_ID`),
      client_secret: valueOf(env, `${client}_CLIENT_SECRET`),
      scope: valueOf(env, `${scope}_SCOPE`),
    }),
  };
}

export async function tokenOf(env: LocalEnv, client: string, scope: string): Promise<string> {
  const { status, body } = await send(tokenRequest(env, client, scope));
  const token = at(body, 'access_token');
  if (status !== 200 || typeof token !== 'string') {
    throw new Surprise(`No token for ${client}: ${status} ${JSON.stringify(body)}`);
  }
  return token;
}

/** The claims only. The signature makes the token valid, so it is never shown, and neither is the whole. */
export function claimsOf(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
}
