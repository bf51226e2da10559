import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Secret } from '../../secret.js';
import { CredentialError } from '../acquire-error.js';
import { type CredentialMaterial } from './loaded-credential.js';

/** Entra's floor for client assertions. */
const MIN_RSA_BITS = 2048;

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

interface ClientCertificate {
  readonly material: Extract<CredentialMaterial, { kind: 'certificate' }>;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Reads a private key and its certificate, in any order and among the certificates of its chain, and refuses at boot
 * what the issuer would refuse later without naming the cause.
 *
 * @throws {@link CredentialError} `CREDENTIAL_CERTIFICATE_INVALID`, `…_KEY_TYPE`, `…_NOT_YET_VALID`, `…_EXPIRED`
 */
export function readCertificate(pem: Secret, source: string, now: number): ClientCertificate {
  const key = readKey(pem, source);
  requireStrongRsa(key, source);
  const certificate = certificateOf(key, pem, source);
  requireValidNow(certificate, source, now);
  return {
    expiresAt: certificate.validToDate.getTime(),
    material: {
      kind: 'certificate',
      privateKey: new Secret(key.export({ type: 'pkcs8', format: 'pem' }).toString()),
      thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    },
  };
}

function readKey(pem: Secret, source: string): KeyObject {
  try {
    return createPrivateKey(pem.reveal());
  } catch {
    // the parser's own error is dropped: it can quote what it could not read
    throw new CredentialError('CREDENTIAL_CERTIFICATE_INVALID', `${source} holds no readable private key.`);
  }
}

function certificateOf(key: KeyObject, pem: Secret, source: string): X509Certificate {
  const certificate = certificatesIn(pem, source).find((candidate) => candidate.checkPrivateKey(key));
  if (certificate) return certificate;
  throw new CredentialError(
    'CREDENTIAL_CERTIFICATE_INVALID',
    `${source} holds no certificate that belongs to its private key.`,
  );
}

function certificatesIn(pem: Secret, source: string): X509Certificate[] {
  try {
    return (pem.reveal().match(PEM_CERTIFICATE) ?? []).map((one) => new X509Certificate(one));
  } catch {
    throw new CredentialError(
      'CREDENTIAL_CERTIFICATE_INVALID',
      `${source} holds a certificate that cannot be read.`,
    );
  }
}

function requireStrongRsa({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, source: string): void {
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (asymmetricKeyType === 'rsa' && bits >= MIN_RSA_BITS) return;
  throw new CredentialError(
    'CREDENTIAL_KEY_TYPE',
    `the key of ${source} is ${String(asymmetricKeyType)} (${bits} bits); Entra takes RSA of ${MIN_RSA_BITS} bits and more.`,
  );
}

function requireValidNow({ validFromDate, validToDate }: X509Certificate, source: string, now: number): void {
  if (now < validFromDate.getTime()) {
    throw new CredentialError(
      'CREDENTIAL_NOT_YET_VALID',
      `${source} is not valid before ${validFromDate.toISOString()}.`,
    );
  }
  if (now >= validToDate.getTime()) {
    throw new CredentialError('CREDENTIAL_EXPIRED', `${source} expired on ${validToDate.toISOString()}.`);
  }
}
