import { type Authority } from '../../entra/authority.js';
import { type IgnoredKey } from './signing-key.js';

/** Hears what happens to the signing keys: for the log and the metrics. */
export interface KeyObserver {
  refreshed(authority: Authority, kids: readonly string[], ignored: readonly IgnoredKey[]): void;
  failed(authority: Authority, cause: unknown, lastKnownGood: boolean): void;
}
