import { sign } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { type TestIssuer } from '@nest-entra/auth/testing';
import { type TokenFile } from '../load/load-job.js';

const BATCH = 500;
const signInThreadPool = promisify(sign);

/**
 * Writes so many different tokens to a file. Signing is what takes the time (half a millisecond each), so it is left
 * to Node's thread pool, which has all cores.
 */
export async function writeLiveTokens(issuer: TestIssuer, path: string, count: number): Promise<TokenFile> {
  const file = createWriteStream(path, { mode: 0o600 });
  for (let written = 0; written < count; written += BATCH) {
    const size = Math.min(BATCH, count - written);
    const tokens = await Promise.all(Array.from({ length: size }, () => liveToken(issuer)));
    file.write(`${tokens.join('\n')}\n`);
  }
  file.end();
  await once(file, 'close');
  return { path, count };
}

async function liveToken(issuer: TestIssuer): Promise<string> {
  const { key } = issuer;
  const input = [issuer.headerFor(key), issuer.claimsOf({ roles: ['Stock.Read'] })].map(encode).join('.');
  const signature = await signInThreadPool('RSA-SHA256', Buffer.from(input), key.privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
