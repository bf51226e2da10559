import { requireValue } from './client-secret.js';
import { readKeyVault, requireReference, type KeyVaultReference } from './key-vault.js';
import { type LoadedCredential } from './loaded-credential.js';

/** Made by {@link keyVaultSecret}. */
export interface KeyVaultSecretCredential extends KeyVaultReference {
  readonly kind: 'key-vault-secret';
}

/**
 * A client secret in Azure Key Vault. New versions are picked up without a restart.
 *
 * @throws {@link EntraConfigurationError} `AUTH_CONFIG_VAULT`
 * @example
 * ```ts
 * credential: keyVaultSecret({ vaultUrl: 'https://my-vault.vault.azure.net', name: 'my-client-secret' })
 * ```
 */
export function keyVaultSecret(reference: KeyVaultReference): KeyVaultSecretCredential {
  requireReference(reference);
  return { kind: 'key-vault-secret', ...reference };
}

export async function loadKeyVaultSecret(credential: KeyVaultSecretCredential): Promise<LoadedCredential> {
  const source = `the secret '${credential.name}' in ${new URL(credential.vaultUrl).host}`;
  const { value, version, expiresAt } = await readKeyVault(credential, source);
  requireValue(value, source);
  return { source, version, expiresAt, material: { kind: 'secret', secret: value } };
}
