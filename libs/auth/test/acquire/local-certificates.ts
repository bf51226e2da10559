import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { randomUUID, webcrypto, X509Certificate } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

x509.cryptoProvider.set(webcrypto as never);

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]) };
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface CertificateWish {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly key?: { readonly type: 'rsa'; readonly bits: number } | { readonly type: 'ec' };
}

/** A self-signed certificate with its key, made now: `certificate` and `key` are PEM. */
export async function makeCertificate(
  wish: CertificateWish = {},
): Promise<{ certificate: string; key: string }> {
  const { notBefore = daysFromNow(-1), notAfter = daysFromNow(90), key = { type: 'rsa', bits: 2048 } } = wish;
  const algorithm = key.type === 'rsa' ? { ...RSA, modulusLength: key.bits } : EC;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // a name of its own: OpenSSL looks an issuer up by name and would try another test's CA
    name: `CN=localhost, OU=${randomUUID()}`,
    notBefore,
    notAfter,
    keys: keys as never,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

/** What `NODE_EXTRA_CA_CERTS` does for a process that is already running. */
export function trust(certificate: string): void {
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
}

export const thumbprintOf = (certificate: string) =>
  new X509Certificate(certificate).fingerprint256.replaceAll(':', '');

export const daysFromNow = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000);
