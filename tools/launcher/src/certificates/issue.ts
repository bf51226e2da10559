import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { type webcrypto } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type ServerHosts } from './local-certificates.ts';

const validDays = 90;
const msPerDay = 86_400_000;
/** A machine whose clock was set back a little still accepts them. */
const backdateMs = 3_600_000;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** Makes an authority and one certificate for each server. What was in the directory is replaced as a whole. */
export async function issueCertificates(directory: string, servers: ServerHosts, now: Date): Promise<void> {
  const validity = {
    notBefore: new Date(now.getTime() - backdateMs),
    notAfter: new Date(now.getTime() + validDays * msPerDay),
  };
  const authority = await makeAuthority(validity);
  const partial = `${directory}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  chmodSync(partial, 0o700);
  writeFileSync(resolve(partial, 'ca.pem'), authority.certificate.toString('pem'));
  for (const [name, hosts] of Object.entries(servers)) {
    const { certificate, keyPem } = await issue(authority, name, hosts, validity);
    writeFileSync(resolve(partial, `${name}.pem`), certificate.toString('pem'));
    writeFileSync(resolve(partial, `${name}-key.pem`), keyPem, { mode: 0o600 });
  }
  rmSync(directory, { recursive: true, force: true });
  renameSync(partial, directory);
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

async function makeAuthority(validity: Validity): Promise<Authority> {
  // not extractable: the key cannot leave this process, and goes with it
  const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: 'CN=nest-entra local development CA (key deleted)',
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

async function issue(authority: Authority, name: string, hosts: readonly string[], validity: Validity) {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: `CN=${name}`,
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((host) => ({ type: isIP(host) ? 'ip' : 'dns', value: host })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificate, keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}
