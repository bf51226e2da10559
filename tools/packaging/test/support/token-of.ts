import { valueOf } from '@nest-entra/launcher/local-env';
import { type ThrowawayIssuer } from '@nest-entra/launcher/throwaway-issuer';

/** A token for Inventory, by the client credentials grant. */
export async function tokenOf(
  { httpUrl, local }: ThrowawayIssuer,
  client: 'WAREHOUSE' | 'STRANGER',
): Promise<string> {
  const answer = await fetch(`${httpUrl}/${valueOf(local, 'TENANT_ID')}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: valueOf(local, `${client}_CLIENT_ID`),
      client_secret: valueOf(local, `${client}_CLIENT_SECRET`),
      scope: valueOf(local, 'INVENTORY_SCOPE'),
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`no token for ${client}: ${answer.status}`);
  return token;
}
