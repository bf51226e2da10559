import { authorityOf, type AuthorityOptions } from '../../entra/authority.js';
import { KeysUnavailableError } from '../errors/auth.error.js';
import { defaultKeyPolicy } from './key-policy.js';
import { jwksRsaKeys } from './published-keys.js';
import { type IgnoredKey } from './signing-key.js';
import { usableKeysIn } from './usable-keys.js';

/** The signing keys that an authority publishes, by their names. */
export interface SigningKeyReport {
  /** Those that the guard would verify tokens with; never empty. */
  readonly usable: readonly string[];
  /** The others, and why not. */
  readonly ignored: readonly Readonly<IgnoredKey>[];
}

/**
 * Fetches the signing keys once and judges them as the guard does: to find out why it answers 503 or knows no key. The
 * guard itself keeps keys of its own.
 *
 * @throws {@link EntraConfigurationError} `AUTH_CONFIG_…`
 * @throws {@link KeysUnavailableError} `AUTH_KEYS_UNAVAILABLE`: no answer, or none that holds a usable key; the cause says which
 * @example
 * ```ts
 * const { usable } = await readSigningKeys({ tenantId });
 * ```
 */
export async function readSigningKeys(options: AuthorityOptions): Promise<SigningKeyReport> {
  const authority = authorityOf(options);
  const published = jwksRsaKeys(authority.keysUri, defaultKeyPolicy);
  try {
    const { keys, ignored } = usableKeysIn(await published.read(), authority, new Map());
    return { usable: [...keys.keys()], ignored };
  } catch (cause) {
    throw new KeysUnavailableError(defaultKeyPolicy.firstRetrySeconds, { cause });
  }
}
