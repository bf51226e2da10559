import { randomUUID } from 'node:crypto';
import { type OnModuleDestroy } from '@nestjs/common';
import passport from 'passport';
import { Strategy, type VerifiedCallback } from 'passport-jwt';
import { asAuthError, AuthError, InvalidTokenError } from '../errors/auth.error.js';
import { type Attempt } from './attempt.js';
import { type Candidate, type TokenVerification } from './token-verification.js';

type KeyCallback = (error: unknown, key?: never) => void;

/**
 * passport-jwt verifies the signature, with RS256 and a key from our own key set; {@link TokenVerification} checks what
 * comes before and after.
 *
 * The checks of issuer, audience and time that passport-jwt has stay unused on purpose: they take a list of audiences,
 * read the wall clock, let every claim be absent, and tell failures apart by prose only. The claims have one place,
 * `claim-checks.ts`.
 */
export class EntraJwtStrategy extends Strategy implements OnModuleDestroy {
  constructor(verification: TokenVerification) {
    const provideKeyOf = (attempt: Attempt, candidate: Candidate, done: KeyCallback): void => {
      attempt.candidate = candidate;
      // passport-jwt's types know PEM text only; a KeyObject is what jsonwebtoken makes of it, every time
      continueWith(done, candidate.key.key as never);
    };

    const provideKey = (attempt: Attempt, token: string, done: KeyCallback): void => {
      const fail = (error: unknown) => done(asAuthError(error));
      try {
        const prepared = verification.prepare(token);
        // a known key costs no turn
        if (!(prepared instanceof Promise)) provideKeyOf(attempt, prepared, done);
        else prepared.then((candidate) => provideKeyOf(attempt, candidate, done)).catch(fail);
      } catch (error) {
        fail(error);
      }
    };

    const accept = (attempt: Attempt, claims: unknown, done: VerifiedCallback): void => {
      // passport-jwt calls this only after the key was provided; what it throws, it passes on as an error
      const verified = verification.accept(attempt.candidate as Candidate, claims);
      done(null, verified.caller, verified);
    };

    super(
      {
        algorithms: ['RS256'],
        ignoreExpiration: true,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated for its other members; this one has no other place
        jsonWebTokenOptions: { ignoreNotBefore: true },
        passReqToCallback: true,
        // the very token that the guard read, not another reading of the request
        jwtFromRequest: (attempt: Attempt) => attempt.token,
        secretOrKeyProvider: provideKey,
      },
      accept,
    );
    // Passport keeps strategies by name for the whole process: under a name of its own, no other application in the
    // process can put its strategy, and so its audience, in the place of this one
    this.name = `entra-jwt:${randomUUID()}`;
    passport.use(this);
  }

  onModuleDestroy(): void {
    passport.unuse(this.name);
  }
}

/** jsonwebtoken throws where a payload is JSON, but no object: `null` has no `nbf`. */
function continueWith(done: KeyCallback, key: never): void {
  try {
    done(null, key);
  } catch {
    throw new InvalidTokenError('AUTH_TOKEN_MALFORMED');
  }
}

/** What passport-jwt failed with: our own error, or jsonwebtoken's, which differ by their message only. */
export function refusalFrom(failure: unknown): AuthError {
  if (failure instanceof AuthError) return failure;
  const forged = failure instanceof Error && failure.message === 'invalid signature';
  return new InvalidTokenError(forged ? 'AUTH_SIGNATURE_INVALID' : 'AUTH_TOKEN_MALFORMED');
}
