import { z } from 'zod';
import { type Fault } from '../finding.js';

/** What the library keeps as the cause, and says only in general. */
export interface VaultRefusal extends Partial<Pick<Fault, 'remedy' | 'see'>> {
  /** One sentence. */
  readonly says: string;
}

const VAULT_PAGE = 'docs/troubleshooting.md#key-vault-says';

/** Key Vault's `innererror.code`, which tells apart what all is 403. */
const REMEDIES: Readonly<Record<string, string>> = {
  SecretDisabled: 'Enable the newest version of the secret, or add one that is enabled.',
  ForbiddenByRbac:
    'Give the identity the role "Key Vault Secrets User" on the vault; a new assignment takes minutes. A name that the identity may not read is refused like this too: check KEY_VAULT_CREDENTIAL_NAME.',
  ForbiddenByFirewall: "Let this network through the vault's firewall, or use its private endpoint.",
  ForbiddenByConnection: 'The vault is closed to public networks: call it through its private endpoint.',
};

/** The SDK writes `innerError` where the wire says `innererror`. */
const restError = z.object({
  statusCode: z.number(),
  code: z.string().optional(),
  details: z
    .object({
      error: z.object({
        code: z.string().optional(),
        innerError: z.object({ code: z.string().optional() }).optional(),
      }),
    })
    .optional()
    .catch(undefined),
});

const identityError = z.object({
  name: z.string().regex(/^(CredentialUnavailable|AggregateAuthentication|Authentication)/),
});

/** Reads an error of the Azure SDKs by its shape; `undefined` where it is none of them. */
export function vaultRefusal(cause: unknown): VaultRefusal | undefined {
  const identity = identityError.safeParse(cause);
  if (identity.success) return withoutIdentity(identity.data.name);
  const answer = restError.safeParse(cause);
  if (!answer.success) return undefined;
  const { statusCode, code, details } = answer.data;
  const reason = details?.error.innerError?.code ?? details?.error.code ?? code ?? 'no reason given';
  const remedy = REMEDIES[reason];
  return { says: `Key Vault answers ${statusCode} (${reason}).`, see: VAULT_PAGE, ...(remedy && { remedy }) };
}

/** Asked before the vault was: whoever hosts this process did not vouch for it. */
function withoutIdentity(name: string): VaultRefusal {
  const { AZURE_CLIENT_ID, IDENTITY_ENDPOINT } = process.env;
  const told = IDENTITY_ENDPOINT
    ? 'the identity endpoint of its host gives it none'
    : 'IDENTITY_ENDPOINT is not set, and nothing else vouches for it';
  return {
    says: `It has no identity to show to the vault: ${told} (${name}).`,
    remedy: AZURE_CLIENT_ID
      ? 'Assign the managed identity that AZURE_CLIENT_ID names to this host.'
      : 'Assign a managed identity to this host (App Service and Container Apps then set IDENTITY_ENDPOINT and IDENTITY_HEADER); on your own machine, "az login".',
    see: VAULT_PAGE,
  };
}
