import {
  type ClientCertificate,
  type ClientCredentials,
  type ClientSecret,
} from '../directory/client-credentials.js';
import { type Directory } from '../directory/directory.js';
import { type CertificateFormat } from '../directory/directory.schema.js';
import { pkcs12 } from '../vault/pkcs12.js';
import { type NewSecret, type VaultSecrets } from '../vault/vault-secrets.js';

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
      if (listed.vaultSecret !== undefined)
        storeCertificate(vault, listed.vaultSecret, certificate, listed.vaultFormat);
    }
  }
}

export function storeSecret(vault: VaultSecrets, name: string, { value, expiresAt }: ClientSecret): void {
  vault.set(name, { value, expires: expiresAt });
}

/** A certificate read as a secret is its private key together with its certificate. */
export function storeCertificate(
  vault: VaultSecrets,
  name: string,
  certificate: ClientCertificate,
  format: CertificateFormat,
): void {
  vault.set(name, { ...certificateSecret(certificate, format), expires: certificate.expiresAt });
}

function certificateSecret(certificate: ClientCertificate, format: CertificateFormat): NewSecret {
  switch (format) {
    case 'pkcs12':
      return { value: pkcs12(certificate), contentType: 'application/x-pkcs12' };
    case 'pem': {
      const key = certificate.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return { value: `${key}${certificate.certificatePem}\n`, contentType: 'application/x-pem-file' };
    }
  }
}
