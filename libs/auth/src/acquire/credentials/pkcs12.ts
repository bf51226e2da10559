import type Forge from 'node-forge';
import { Secret } from '../../secret.js';
import { CredentialError } from '../acquire-error.js';
import { optionalPackage } from '../optional-package.js';

/**
 * PKCS#12, which Key Vault stores unless told otherwise, as PEM. Node reads it for TLS only and does not hand out the
 * key, so this takes a package; a certificate stored as PEM needs none.
 *
 * @param base64 as Key Vault gives it, without a password: the vault's access rules protect it
 * @throws {@link CredentialError} `CREDENTIAL_CERTIFICATE_INVALID`
 */
export async function pemFromPkcs12(base64: Secret, source: string): Promise<Secret> {
  const { default: forge } = await optionalPackage(
    'node-forge',
    'a certificate stored as PKCS#12',
    () => import('node-forge'),
  );
  try {
    const der = forge.asn1.fromDer(forge.util.decode64(base64.reveal()));
    const bags = withoutPassword(forge, der).safeContents.flatMap(({ safeBags }) => safeBags);
    return new Secret(
      [
        ...bags.flatMap(({ key }) => (key ? [forge.pki.privateKeyToPem(key)] : [])),
        ...bags.flatMap(({ cert }) => (cert ? [forge.pki.certificateToPem(cert)] : [])),
      ].join('\n'),
    );
  } catch {
    // the parser's own error is dropped: it can quote what it could not read
    throw new CredentialError('CREDENTIAL_CERTIFICATE_INVALID', `${source} holds no readable PKCS#12.`);
  }
}

/** "Without a password" is an empty one to some writers and none to others: OpenSSL tries both as well. */
function withoutPassword({ pkcs12 }: typeof Forge, der: Forge.asn1.Asn1): Forge.pkcs12.Pkcs12Pfx {
  try {
    return pkcs12.pkcs12FromAsn1(der, '');
  } catch {
    return pkcs12.pkcs12FromAsn1(der);
  }
}
