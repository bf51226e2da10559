import { type LoadedCredential } from './loaded-credential.js';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Says once per step (30 days, 7 days, 1 day, now) that a credential is about to expire. Services start often and run long:
 * a warning only at boot is never seen, one at every look is never read.
 */
export class CredentialExpiryWarning {
  #warned: { readonly version: string; readonly stepMs: number } | undefined;

  constructor(private readonly stepsMs: readonly number[]) {}

  /** The sentence to log, or `undefined` when there is nothing new to say. */
  next(credential: LoadedCredential, now: number): string | undefined {
    const { expiresAt, version, source } = credential;
    if (expiresAt === undefined) return undefined;
    const leftMs = expiresAt - now;
    const stepMs = Math.min(...this.stepsMs.filter((step) => leftMs <= step));
    if (stepMs === Infinity || this.#hasSaid(version, stepMs)) return undefined;
    this.#warned = { version, stepMs };
    const when = new Date(expiresAt).toISOString();
    return leftMs <= 0
      ? `${source} expired on ${when}: the issuer will refuse it.`
      : `${source} expires on ${when}, in ${Math.ceil(leftMs / DAY_MS)} day(s): add a new version and register it.`;
  }

  #hasSaid(version: string, stepMs: number): boolean {
    return this.#warned?.version === version && this.#warned.stepMs <= stepMs;
  }
}
