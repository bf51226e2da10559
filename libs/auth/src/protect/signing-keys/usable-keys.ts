import { type Authority } from '../../entra/authority.js';
import { type IgnoredKey, type SigningKey, signingKeyOf } from './signing-key.js';

/**
 * Sorts a key document into the keys that may verify tokens of an authority, and the rest. A key that was there before
 * stays the same object, by which cached tokens recognise it.
 *
 * @throws {@link Error} if none is usable: such a document must not replace the keys at hand
 */
export function usableKeysIn(
  published: readonly unknown[],
  { issuer, tenantId }: Authority,
  before: ReadonlyMap<string, SigningKey>,
): { keys: ReadonlyMap<string, SigningKey>; ignored: readonly IgnoredKey[] } {
  const keys = new Map<string, SigningKey>();
  const ignored = new Map<string, IgnoredKey>();
  for (const jwk of published) {
    const read = signingKeyOf(jwk, issuer, tenantId);
    const twin = keys.get(read.kid);
    if (!('key' in read)) ignored.set(read.kid, read);
    else if (twin && !twin.key.equals(read.key))
      ignored.set(read.kid, { kid: read.kid, reason: 'two keys have this name' });
    else keys.set(read.kid, read);
  }
  // a name that stands for a good and a bad key, or for two good ones, is not to be trusted at all
  for (const kid of ignored.keys()) keys.delete(kid);
  if (keys.size === 0) throw new Error(`no usable key: ${JSON.stringify([...ignored.values()].slice(0, 3))}`);
  for (const [kid, { key }] of keys) {
    const known = before.get(kid);
    if (known?.key.equals(key)) keys.set(kid, known);
  }
  return { keys, ignored: [...ignored.values()] };
}
