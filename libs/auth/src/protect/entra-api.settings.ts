import { type Clock, systemClock } from '../clock.js';
import { EntraConfigurationError } from '../configuration-error.js';
import { type Authority, authorityOf } from '../entra/authority.js';
import { isGuid } from '../entra/guid.js';
import { type EntraApiOptions } from './entra-api.options.js';
import { type DecisionListener } from './observe/decision.js';
import { type RoleCatalogue } from './requirement/define-roles.js';
import { defaultKeyPolicy, type KeyPolicy } from './signing-keys/key-policy.js';

/** The options, checked and complete. */
export interface EntraApiSettings {
  readonly clientId: string;
  readonly authorities: readonly [Authority, ...Authority[]];
  readonly audiences: ReadonlySet<string>;
  readonly allowedCallers: ReadonlySet<string> | undefined;
  readonly clockToleranceSeconds: number;
  readonly roles: RoleCatalogue | undefined;
  readonly keys: KeyPolicy;
  readonly maxCachedTokens: number;
  readonly onDecision: DecisionListener | undefined;
  readonly clock: Clock;
}

const DEFAULT_CLOCK_TOLERANCE_SECONDS = 60;
const MAX_CLOCK_TOLERANCE_SECONDS = 300;
const DEFAULT_CACHED_TOKENS = 5_000;

/**
 * @throws {@link EntraConfigurationError} `AUTH_CONFIG_TENANT`, `AUTH_CONFIG_AUTHORITY`, `AUTH_CONFIG_ISSUER`,
 *   `AUTH_CONFIG_CLIENT_ID`, `AUTH_CONFIG_AUDIENCE`, `AUTH_CONFIG_CALLERS`, `AUTH_CONFIG_CLOCK`, `AUTH_CONFIG_CACHE`,
 *   `AUTH_CONFIG_KEYS`
 */
export function settingsOf(options: EntraApiOptions): EntraApiSettings {
  const clientId = parseClientId(options.clientId);
  return {
    clientId,
    authorities: parseAuthorities(options),
    audiences: new Set([clientId, ...parseAudiences(options.audiences ?? [])]),
    allowedCallers: options.allowedCallers && parseCallers(options.allowedCallers),
    clockToleranceSeconds: parseTolerance(options.clockToleranceSeconds ?? DEFAULT_CLOCK_TOLERANCE_SECONDS),
    roles: options.roles,
    keys: parseKeyPolicy({ ...defaultKeyPolicy, ...options.keys }),
    maxCachedTokens: parseCacheSize(options.tokenCache?.maxEntries ?? DEFAULT_CACHED_TOKENS),
    onDecision: options.onDecision,
    clock: options.clock ?? systemClock,
  };
}

function parseAuthorities({
  tenantId,
  authorityHost,
  issuer,
}: EntraApiOptions): EntraApiSettings['authorities'] {
  const [first, ...others] = [tenantId]
    .flat()
    .map((tenant) => authorityOf({ tenantId: tenant, authorityHost, issuer }));
  if (!first)
    throw new EntraConfigurationError('AUTH_CONFIG_TENANT', 'there is no tenant: set ENTRA_TENANT_ID.');
  const issuers = new Set([first, ...others].map((authority) => authority.issuer));
  if (issuers.size <= others.length) {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_ISSUER',
      'several tenants cannot share one issuer: write {tenantid} into ENTRA_ISSUER, and name each tenant once.',
    );
  }
  return [first, ...others];
}

function parseClientId(clientId: string): string {
  if (isGuid(clientId)) return clientId.toLowerCase();
  throw new EntraConfigurationError(
    'AUTH_CONFIG_CLIENT_ID',
    `the client id of this API must be a GUID, not '${clientId}': set ENTRA_CLIENT_ID. Without an audience, tokens for other APIs would be accepted.`,
  );
}

function parseAudiences(audiences: readonly string[]): readonly string[] {
  if (audiences.every((audience) => typeof audience === 'string' && audience.trim() !== '')) return audiences;
  throw new EntraConfigurationError(
    'AUTH_CONFIG_AUDIENCE',
    'an audience must not be empty: mend the option audiences.',
  );
}

function parseCallers(callers: readonly string[]): ReadonlySet<string> {
  const wrong = callers.find((caller) => !isGuid(caller));
  if (callers.length > 0 && wrong === undefined)
    return new Set(callers.map((caller) => caller.toLowerCase()));
  throw new EntraConfigurationError(
    'AUTH_CONFIG_CALLERS',
    wrong === undefined
      ? 'an empty list of allowed callers would refuse every application: fill ENTRA_ALLOWED_CALLERS or leave it out.'
      : `allowed callers are client ids, GUIDs, not '${wrong}': mend ENTRA_ALLOWED_CALLERS.`,
  );
}

function parseTolerance(seconds: number): number {
  if (seconds >= 0 && seconds <= MAX_CLOCK_TOLERANCE_SECONDS) return seconds;
  throw new EntraConfigurationError(
    'AUTH_CONFIG_CLOCK',
    `clockToleranceSeconds must be between 0 and ${MAX_CLOCK_TOLERANCE_SECONDS}, not ${seconds}.`,
  );
}

function parseCacheSize(entries: number): number {
  if (Number.isInteger(entries) && entries >= 0) return entries;
  throw new EntraConfigurationError(
    'AUTH_CONFIG_CACHE',
    `tokenCache.maxEntries must be a whole number, not ${entries}.`,
  );
}

function parseKeyPolicy(policy: KeyPolicy): KeyPolicy {
  const wrong = Object.entries(policy).find(([, value]) => !(Number.isFinite(value) && value >= 0));
  if (wrong) {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_KEYS',
      `keys.${wrong[0]} must be a positive number, not ${wrong[1]}.`,
    );
  }
  if (policy.refreshIntervalSeconds * (1 + policy.refreshJitter) < policy.lifetimeSeconds) return policy;
  throw new EntraConfigurationError(
    'AUTH_CONFIG_KEYS',
    'keys.lifetimeSeconds must be longer than keys.refreshIntervalSeconds with its jitter: keys would end before they are refreshed.',
  );
}
