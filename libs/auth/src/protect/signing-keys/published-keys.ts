import { JwksClient } from 'jwks-rsa';
import { z } from 'zod';
import { fetchJson, type FetchLimits } from './limited-fetch.js';

/** Reads the key document of a tenant: the raw keys, as they were published. */
export interface PublishedKeys {
  read(): Promise<readonly unknown[]>;
}

/** "Capable of 10 to 1000 keys" (signing-key-rollover); more is not a key document. */
const keyList = z.array(z.unknown()).max(1_000);

/**
 * jwks-rsa as transport. Its cache holds five keys, its rate limit locks good callers out, and its keys have lost their
 * `issuer`; so the raw document is taken from it (`getKeys` passes by all three), and which keys are trusted is decided by
 * `SigningKeySet`.
 * Its own request has neither a size limit nor one for the whole time: `fetcher` is the seam for that.
 */
export function jwksRsaKeys(jwksUri: string, limits: FetchLimits): PublishedKeys {
  const client = new JwksClient({
    jwksUri,
    fetcher: async (uri) => document.parse(await fetchJson(uri, limits)),
  });
  return { read: async () => keyList.parse(await client.getKeys()) };
}

const document = z.object({ keys: z.unknown() });
