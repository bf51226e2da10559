import forge from 'node-forge';
import { type KeyWithCertificate } from '../keys/certificate.js';

/** Key and certificate as PKCS#12 in base64, without a password: how Key Vault stores certificates unless told otherwise. */
export function pkcs12({ privateKey, certificatePem }: KeyWithCertificate): string {
  const key = forge.pki.privateKeyFromPem(String(privateKey.export({ type: 'pkcs1', format: 'pem' })));
  const certificate = forge.pki.certificateFromPem(certificatePem);
  const bag = forge.pkcs12.toPkcs12Asn1(key, [certificate], '', { algorithm: '3des' });
  return forge.util.encode64(forge.asn1.toDer(bag).getBytes());
}
