import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type LocalCertificates } from '@nest-entra/launcher/certificates';

export interface FileToHandOver {
  readonly content: string;
  /** Others in the receiving container may read it too (PostgreSQL runs under a user id of its own). */
  readonly everybody?: true;
}

/** Puts files into the volume of one container. Each is complete from the moment it is there. */
export function handOver(container: string, files: Readonly<Record<string, FileToHandOver>>): void {
  for (const [name, { content, everybody }] of Object.entries(files)) {
    const file = resolve('/hand-over', container, name);
    const mode = everybody ? 0o644 : 0o600;
    writeFileSync(`${file}.partial`, content, { mode });
    chmodSync(`${file}.partial`, mode); // whatever the umask
    renameSync(`${file}.partial`, file);
  }
}

/** Variables for `node --env-file`: unlike compose's `environment`, `docker inspect` does not show them. */
export function environmentFile(variables: Readonly<Record<string, string>>): FileToHandOver {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  return { content: lines.join('') };
}

/** What a client needs to trust the servers of this system, as `NODE_EXTRA_CA_CERTS`. */
export function trust(certificates: LocalCertificates): Record<string, FileToHandOver> {
  return { 'ca.pem': { content: readFileSync(certificates.caFile, 'utf8'), everybody: true } };
}

/** Certificate and key of one server, and of no other. */
export function identity(certificates: LocalCertificates, server: string): Record<string, FileToHandOver> {
  const { certFile, keyFile } = certificates.of(server);
  return {
    'certificate.pem': { content: readFileSync(certFile, 'utf8') },
    'key.pem': { content: readFileSync(keyFile, 'utf8') },
  };
}
