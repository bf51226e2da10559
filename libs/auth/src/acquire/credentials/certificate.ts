import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Secret } from '../../secret.js';
import { CredentialError } from '../acquire-error.js';
import { type CredentialMaterial } from './loaded-credential.js';

/** Entra's floor for client assertions, and RFC 8725's for RSA. */
const MIN_RSA_BITS = 2048;

interface ClientCertificate {
  readonly material: Extract<CredentialMaterial, { kind: 'certificate' }>;
  readonly expiresAt: number;
}

/**
 * Reads a PEM that holds a certificate and its private key, and refuses at boot what the issuer would refuse later
 * with a message that names no cause.
 */
export function readCertificate(pem: Secret, source: string, now: number): ClientCertificate {
  const certificate = parse(() => new X509Certificate(pem.reveal()), 'a certificate', source);
  const key = parse(() => createPrivateKey(pem.reveal()), 'a private key', source);
  requireStrongRsa(key, source);
  if (!certificate.checkPrivateKey(key)) {
    throw new CredentialError(
      'CREDENTIAL_CERTIFICATE_INVALID',
      `the private key in ${source} belongs to another certificate.`,
    );
  }
  const expiresAt = requireValidNow(certificate, source, now);
  return {
    expiresAt,
    material: {
      kind: 'certificate',
      privateKey: new Secret(key.export({ type: 'pkcs8', format: 'pem' }).toString()),
      thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    },
  };
}

/** The parser's own error is dropped: OpenSSL's messages can quote what they could not read. */
function parse<T>(read: () => T, what: string, source: string): T {
  try {
    return read();
  } catch {
    throw new CredentialError(
      'CREDENTIAL_CERTIFICATE_INVALID',
      `${source} holds no readable PEM of ${what}.`,
    );
  }
}

function requireStrongRsa(key: KeyObject, source: string): void {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === 'rsa' && bits >= MIN_RSA_BITS) return;
  throw new CredentialError(
    'CREDENTIAL_KEY_TYPE',
    `the key of ${source} is ${key.asymmetricKeyType ?? 'unknown'}${bits ? ` with ${bits} bits` : ''}; Entra takes RSA of ${MIN_RSA_BITS} bits and more.`,
  );
}

function requireValidNow(certificate: X509Certificate, source: string, now: number): number {
  const { validFromDate, validToDate } = certificate;
  if (now < validFromDate.getTime()) {
    throw new CredentialError(
      'CREDENTIAL_NOT_YET_VALID',
      `${source} is valid from ${validFromDate.toISOString()} only.`,
    );
  }
  if (now >= validToDate.getTime()) {
    throw new CredentialError('CREDENTIAL_EXPIRED', `${source} expired on ${validToDate.toISOString()}.`);
  }
  return validToDate.getTime();
}
