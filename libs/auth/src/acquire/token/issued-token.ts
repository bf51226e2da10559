import { type Secret } from '../../secret.js';

/** What the issuer gave. Durations, not times: the issuer's clock may differ from ours, its intervals do not. */
export interface IssuedToken {
  readonly value: Secret;
  readonly lifetimeMs: number;
  /** When the issuer would like to be asked again (`refresh_in`). */
  readonly refreshInMs: number | undefined;
}
