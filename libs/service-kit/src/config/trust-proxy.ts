import { isIP } from 'node:net';
import { z } from 'zod';

/** Names that Fastify gives to networks which no stranger is in. */
const namedNetworks = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Whose word on a caller's address to take: addresses or networks of proxies, `off` for nobody's.
 *
 * Neither "all" nor a number of hops: a direct caller could then claim any address, and so escape its rate limit.
 */
export const trustProxy = z
  .string()
  .transform((value) => (value === 'off' ? [] : value.split(',').map((entry) => entry.trim())))
  .refine((proxies) => proxies.every(isProxy), {
    error: 'must be "off" or a comma-separated list of the addresses of your proxies, e.g. 10.0.0.0/8',
  })
  .transform((proxies) => (proxies.length > 0 ? proxies : (false as const)));

function isProxy(entry: string): boolean {
  if (namedNetworks.includes(entry)) return true;
  const [address = '', prefix, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  // a prefix of 0 bits is everybody
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}
