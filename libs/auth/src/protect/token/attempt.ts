import { type ExecutionContext } from '@nestjs/common';
import { type Candidate } from './token-verification.js';
import { type VerifiedToken } from './verified-token.js';

/** Of Nest's context, what its `AuthGuard` asks for. */
interface AttemptContext {
  switchToHttp(): { getRequest(): unknown; getResponse(): unknown };
}

const NO_RESPONSE = Object.freeze({});

/**
 * A token on its way through Passport, which takes this for the request and writes to it what it found out.
 *
 * It is not given the request itself. It would hang methods on it that mean nothing here (`logIn`, `isAuthenticated`), and
 * could answer in the guard's place. And with the request among what Passport's closures capture, V8 comes to treat
 * everything that belongs to a request as long-lived, of callers it has known for long too: measured in every run, 4 kB a
 * request and a third of the throughput; without it, in one run of eight (docs/performance.md).
 */
export class Attempt implements AttemptContext {
  /** Once the key was found. */
  candidate?: Candidate;
  /** Once everything was found good; where Passport puts it. */
  authInfo?: VerifiedToken;

  constructor(readonly token: string) {}

  get context(): ExecutionContext {
    return this as AttemptContext as ExecutionContext;
  }

  switchToHttp(): this {
    return this;
  }

  getRequest(): this {
    return this;
  }

  getResponse(): object {
    return NO_RESPONSE;
  }
}
