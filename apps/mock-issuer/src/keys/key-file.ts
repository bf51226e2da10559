import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type KeyWithCertificate, readKeyWithCertificate } from './certificate.js';

/** The key in this file; nothing if there is none yet. @throws if what is there is no key */
export function readKey(file: string): KeyWithCertificate | undefined {
  try {
    return readKeyWithCertificate(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Renamed into place, so that a process that is killed in between leaves no half of a key behind. */
export function writeKey(file: string, { privateKey, certificatePem }: KeyWithCertificate): void {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  writeFileSync(`${file}.partial`, `${key}${certificatePem}\n`, { mode: 0o600 });
  renameSync(`${file}.partial`, file);
}
