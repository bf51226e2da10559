import { randomUUID, type webcrypto } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;
let made: Promise<CertificateFiles> | undefined;

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile: string;
}

/** A certificate for localhost from an authority that this process trusts from then on: what the launcher does with NODE_EXTRA_CA_CERTS. */
export function localCertificates(): Promise<CertificateFiles> {
  made ??= create();
  return made;
}

async function create(): Promise<CertificateFiles> {
  const [authority, leaf] = await Promise.all([newKeys(), newKeys()]);
  const validity = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + dayMs) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    // its own name for every spec file: a worker process collects them, and OpenSSL looks issuers up by name
    name: `CN=mock issuer test authority ${randomUUID()}`,
    signingAlgorithm: algorithm,
    keys: authority,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: 'CN=localhost',
    issuer: ca.subject,
    signingAlgorithm: algorithm,
    publicKey: leaf.publicKey,
    signingKey: authority.privateKey,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', leaf.privateKey)).toString('base64');
  const files = directoryOf({
    'ca.pem': ca.toString('pem'),
    'cert.pem': certificate.toString('pem'),
    'key.pem': `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
  });
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca.toString('pem')]);
  return { certFile: files('cert.pem'), keyFile: files('key.pem'), caFile: files('ca.pem') };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function directoryOf(contents: Record<string, string>): (name: string) => string {
  const directory = mkdtempSync(join(tmpdir(), 'mock-issuer-'));
  for (const [name, content] of Object.entries(contents))
    writeFileSync(join(directory, name), content, { mode: 0o600 });
  return (name) => join(directory, name);
}
