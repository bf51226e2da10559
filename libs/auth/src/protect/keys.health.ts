import { type SigningKeySet } from './signing-keys/signing-key-set.js';

/** What a readiness check is told about the signing keys. */
export interface KeysHealth {
  /** `down` when one tenant is. */
  readonly status: 'up' | 'down';
  /** For each tenant, by its id. */
  readonly tenants: Readonly<Record<string, TenantKeysHealth>>;
}

/** The signing keys of one tenant. */
export interface TenantKeysHealth {
  readonly status: 'up' | 'down';
  /** Since the keys were last confirmed; absent if they never were. */
  readonly ageSeconds?: number;
  /** The last fetch failed: the keys in use are the last known good ones. */
  readonly failing: boolean;
}

/**
 * Whether tokens can be verified. Down means that every token is answered with 503, so that traffic had better go to
 * another instance. Asking it also keeps the keys of an idle service fresh.
 */
export class EntraKeysHealth {
  /** Under which a readiness check reports it. */
  readonly name = 'signing-keys';

  /** @internal {@link EntraApiModule} makes it. */
  constructor(private readonly keySets: readonly SigningKeySet[]) {}

  /** Answers at once, and starts a fetch that is due. */
  check(): Promise<KeysHealth> {
    const tenants = Object.fromEntries(this.keySets.map((keys) => [keys.tenantId, healthOf(keys)]));
    const down = Object.values(tenants).some(({ status }) => status === 'down');
    return Promise.resolve({ status: down ? 'down' : 'up', tenants });
  }
}

function healthOf(keys: SigningKeySet): TenantKeysHealth {
  keys.refreshIfDue();
  return {
    status: keys.isUsable ? 'up' : 'down',
    ...(Number.isFinite(keys.ageSeconds) && { ageSeconds: Math.round(keys.ageSeconds) }),
    failing: keys.isFailing,
  };
}
