import { Injectable } from '@nestjs/common';
import { BoundedMap } from '../../bounded-map.js';
import { MockClock } from '../../clock.js';
import { opaque } from '../../opaque.js';
import { EntraError } from '../entra-error.js';
import { type CodeChallenge } from './code-challenge.js';
import { type RedirectPlatform } from './redirect-platform.js';

const capacity = 10_000;
const lifetimeMs = 10 * 60_000;

/** What a code stands for. */
export interface AuthorizedRequest {
  readonly clientKey: string;
  readonly userObjectId: string;
  readonly redirectUri: string;
  readonly platform: RedirectPlatform;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly challenge: CodeChallenge | undefined;
  readonly sessionId: string;
}

interface IssuedCode {
  readonly authorized: AuthorizedRequest;
  readonly issuedAt: Date;
  readonly redeemed: boolean;
}

/** Codes live ten minutes and are good once. */
@Injectable()
export class AuthorizationCodes {
  readonly #issued = new BoundedMap<string, IssuedCode>(capacity);

  constructor(private readonly clock: MockClock) {}

  issue(authorized: AuthorizedRequest): string {
    const code = `1.${opaque(48)}`;
    this.#issued.set(code, { authorized, issuedAt: this.clock.now(), redeemed: false });
    return code;
  }

  /** @throws {EntraError} 9002313 for an unknown code, 54005 for a used one, 70008 for an old one */
  find(code: string): AuthorizedRequest {
    const issued = this.#issued.get(code);
    if (!issued) throw new EntraError(9002313, {}, 'invalid_grant');
    if (issued.redeemed) throw new EntraError(54005, {});
    if (this.clock.now().getTime() - issued.issuedAt.getTime() > lifetimeMs) throw new EntraError(70008, {});
    return issued.authorized;
  }

  /** Uses the code up. A request that fails its checks before this point leaves it usable, as at Entra. */
  redeem(code: string): void {
    const issued = this.#issued.get(code);
    if (issued) this.#issued.set(code, { ...issued, redeemed: true });
  }
}
