import { readCertificate } from './certificate.js';
import { requireValue } from './client-secret.js';
import { readKeyVault, requireReference, type KeyVaultReference } from './key-vault.js';
import { type LoadedCredential } from './loaded-credential.js';
import { pemFromPkcs12 } from './pkcs12.js';

const PKCS12 = 'application/x-pkcs12';

/** Made by {@link keyVaultCertificate}. */
export interface KeyVaultCertificateCredential extends KeyVaultReference {
  readonly kind: 'key-vault-certificate';
}

/**
 * A certificate with an exportable RSA key in Azure Key Vault, stored as PEM or PKCS#12 (which needs the package
 * node-forge). Client assertions are signed PS256 and name the certificate by `x5t#S256`. New versions are picked up
 * without a restart.
 *
 * @throws {@link EntraConfigurationError} `AUTH_CONFIG_VAULT`
 * @example
 * ```ts
 * credential: keyVaultCertificate({ vaultUrl: 'https://my-vault.vault.azure.net', name: 'my-certificate' })
 * ```
 */
export function keyVaultCertificate(reference: KeyVaultReference): KeyVaultCertificateCredential {
  requireReference(reference);
  return { kind: 'key-vault-certificate', ...reference };
}

export async function loadKeyVaultCertificate(
  credential: KeyVaultCertificateCredential,
  now: number,
): Promise<LoadedCredential> {
  const source = `the certificate '${credential.name}' in ${new URL(credential.vaultUrl).host}`;
  // The secret of a certificate's name holds its private key: Key Vault's certificate API gives the public part only.
  const { value, version, contentType } = await readKeyVault(credential, source);
  requireValue(value, source);
  const pem = contentType === PKCS12 ? await pemFromPkcs12(value, source) : value;
  const { material, expiresAt } = readCertificate(pem, source, now);
  return { source, version, expiresAt, material };
}
