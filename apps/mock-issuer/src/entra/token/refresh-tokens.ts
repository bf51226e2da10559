import { Injectable } from '@nestjs/common';
import { BoundedMap } from '../../bounded-map.js';
import { MockClock } from '../../clock.js';
import { opaque } from '../../opaque.js';
import { type RedirectPlatform } from '../authorize/redirect-platform.js';
import { EntraError } from '../entra-error.js';

const capacity = 10_000;
const dayMs = 86_400_000;
const defaultLifetimeMs = 90 * dayMs;
/** Counted from the sign-in: refreshing does not extend it. */
const spaLifetimeMs = dayMs;

/** Everything that descends from one sign-in. */
export interface RefreshTokenFamily {
  readonly clientKey: string;
  readonly userObjectId: string;
  readonly platform: RedirectPlatform;
  readonly sessionId: string;
  readonly signedInAt: Date;
  /** The scopes of the sign-in, for refreshes that name none. */
  readonly scope: string;
}

interface IssuedRefreshToken {
  readonly family: RefreshTokenFamily;
  readonly issuedAt: Date;
}

/**
 * Every refresh brings a new token. The one before stays good until its own end, as at Entra, which advises clients to
 * discard it but does not revoke it.
 */
@Injectable()
export class RefreshTokens {
  readonly #issued = new BoundedMap<string, IssuedRefreshToken>(capacity);

  constructor(private readonly clock: MockClock) {}

  issue(family: RefreshTokenFamily): string {
    // Entra's begin with a version mark
    const token = `1.${opaque(64)}`;
    this.#issued.set(token, { family, issuedAt: this.clock.now() });
    return token;
  }

  /** @throws {EntraError} 9002313 for one that we never issued, 700084 or 70008 for one past its life */
  find(token: string): RefreshTokenFamily {
    const issued = this.#issued.get(token);
    if (!issued) throw new EntraError(9002313, {}, 'invalid_grant');
    const { family, issuedAt } = issued;
    const now = this.clock.now().getTime();
    if (family.platform === 'spa' && now - family.signedInAt.getTime() > spaLifetimeMs)
      throw new EntraError(700084, { issuedAt: family.signedInAt.toISOString() });
    if (now - issuedAt.getTime() > defaultLifetimeMs) throw new EntraError(70008, {});
    return family;
  }
}
