import {
  type ClientCertificate,
  type ClientCredentials,
  type ClientSecret,
} from '../directory/client-credentials.js';
import { type Directory } from '../directory/directory.js';
import { type VaultSecrets } from '../vault/vault-secrets.js';

/** Makes the credentials that the table lists, and puts those with a vault name into the vault. */
export async function issueCredentials(
  directory: Directory,
  credentials: ClientCredentials,
  vault: VaultSecrets,
): Promise<void> {
  for (const app of directory.table.applications) {
    for (const listed of app.secrets) {
      const secret = credentials.addSecret(app.key, listed);
      if (listed.vaultSecret !== undefined) storeSecret(vault, listed.vaultSecret, secret);
    }
    for (const listed of app.certificates) {
      const certificate = await credentials.addCertificate(app.key, listed);
      if (listed.vaultSecret !== undefined) storeCertificate(vault, listed.vaultSecret, certificate);
    }
  }
}

export function storeSecret(vault: VaultSecrets, name: string, { value, expiresAt }: ClientSecret): void {
  vault.set(name, { value, expires: expiresAt });
}

/** A certificate read as a secret is its private key and its certificate, here as PEM. */
export function storeCertificate(vault: VaultSecrets, name: string, certificate: ClientCertificate): void {
  const key = certificate.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  vault.set(name, {
    value: `${key}${certificate.certificatePem}\n`,
    contentType: 'application/x-pem-file',
    expires: certificate.expiresAt,
  });
}
