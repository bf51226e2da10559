import { type ThrowawayIssuer } from '@nest-entra/launcher/throwaway-issuer';

/** Every secret of the tenant: what its `local.env` holds, and what is in the vault. Needs trust in its CA. */
export async function secretsOf(issuer: ThrowawayIssuer): Promise<string[]> {
  const ofShells = [...issuer.local].flatMap(([name, value]) => (/SECRET|TOKEN/.test(name) ? [value] : []));
  const names = ['fulfillment-client-secret', 'fulfillment-certificate'];
  const inVault = await Promise.all(names.map((name) => readSecret(issuer, name)));
  return [issuer.platform.IDENTITY_HEADER, ...ofShells, ...inVault];
}

async function readSecret({ platform, vaultUrl }: ThrowawayIssuer, name: string): Promise<string> {
  const identity = await fetch(`${platform.IDENTITY_ENDPOINT}?resource=https://vault.azure.net`, {
    headers: { 'x-identity-header': platform.IDENTITY_HEADER },
  });
  const { access_token: token } = (await identity.json()) as { access_token: string };
  const answer = await fetch(`${vaultUrl}/secrets/${name}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { value: string }).value;
}
