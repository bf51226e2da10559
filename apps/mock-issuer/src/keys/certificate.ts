import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { promisify } from 'node:util';
// x509's dependency injection needs it, and its own import order does not see to it
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const generate = promisify(generateKeyPair);
const rs256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

/** An RSA key with the self-signed certificate that carries its public half. */
export interface KeyWithCertificate {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly certificatePem: string;
  /** DER in base64, as `x5c` carries it. */
  readonly certificateBase64: string;
  /** Thumbprints in base64url: SHA-1 is `x5t` and Entra's `kid`, SHA-256 is `x5t#S256`. */
  readonly sha1Thumbprint: string;
  readonly sha256Thumbprint: string;
  readonly notAfter: Date;
}

export interface CertificateRequest {
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export async function createKeyWithCertificate(request: CertificateRequest): Promise<KeyWithCertificate> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 });
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${request.commonName}`,
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    signingAlgorithm: rs256,
    keys: {
      privateKey: privateKey.toCryptoKey(rs256, true, ['sign']),
      publicKey: publicKey.toCryptoKey(rs256, true, ['verify']),
    },
  });
  return describe(privateKey, certificate.toString('pem'), request.notAfter);
}

/** The same from PEM, in one text: first the key, then its certificate. */
export function readKeyWithCertificate(pem: string): KeyWithCertificate {
  const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')));
  return describe(createPrivateKey(pem), certificate.toString(), certificate.validToDate);
}

function describe(privateKey: KeyObject, certificatePem: string, notAfter: Date): KeyWithCertificate {
  const der = new X509Certificate(certificatePem).raw;
  return {
    privateKey,
    publicKey: createPublicKey(privateKey),
    certificatePem,
    certificateBase64: der.toString('base64'),
    sha1Thumbprint: createHash('sha1').update(der).digest('base64url'),
    sha256Thumbprint: createHash('sha256').update(der).digest('base64url'),
    notAfter,
  };
}
