import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const renewBeforeDays = 14;
const msPerDay = 86_400_000;

export interface ServerCertificate {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface LocalCertificates {
  /** What clients have to trust, as `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  readonly of: (server: string) => ServerCertificate;
}

/** Which servers need a certificate, and the host names and addresses that each is reached by. */
export type ServerHosts = Readonly<Record<string, readonly string[]>>;

/**
 * One certificate, with a key of its own, for each server, all signed by a local authority.
 *
 * The authority's key is never written anywhere: it is forgotten when the certificates are signed, so trusting
 * `ca.pem` in a browser trusts these certificates and nothing that somebody signs later. The price: when one has to
 * be renewed (near its expiry, another host name, one more server), all are, by a new authority.
 */
export async function localCertificates(
  directory: string,
  servers: ServerHosts,
  now: Date,
): Promise<LocalCertificates> {
  const files = filesIn(directory);
  if (!areUsable(files, servers, now)) {
    // loaded only when needed: it takes longer than everything else here
    const { issueCertificates } = await import('./issue.ts');
    await issueCertificates(directory, servers, now);
  }
  return files;
}

function filesIn(directory: string): LocalCertificates {
  return {
    caFile: resolve(directory, 'ca.pem'),
    of: (server) => ({
      certFile: resolve(directory, `${server}.pem`),
      keyFile: resolve(directory, `${server}-key.pem`),
    }),
  };
}

function areUsable(files: LocalCertificates, servers: ServerHosts, now: Date): boolean {
  try {
    const authority = new X509Certificate(readFileSync(files.caFile));
    return Object.entries(servers).every(([server, hosts]) => {
      const { certFile, keyFile } = files.of(server);
      const certificate = new X509Certificate(readFileSync(certFile));
      return (
        certificate.verify(authority.publicKey) &&
        certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile))) &&
        certificate.validFromDate <= now &&
        certificate.validToDate.getTime() - now.getTime() > renewBeforeDays * msPerDay &&
        hosts.every((host) => certificate.checkHost(host) ?? certificate.checkIP(host))
      );
    });
  } catch {
    return false; // missing or damaged
  }
}
