import { Injectable, type Type } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { passportJwtSecret } from 'jwks-rsa';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { type IssuerFacts } from './guard-job.js';

type PlainFacts = Pick<IssuerFacts, 'keysUri' | 'issuer' | 'clientId'>;

/** passport-jwt and jwks-rsa as their READMEs and every tutorial wire them: what most Nest services run. */
export function plainStrategy({ keysUri, issuer, clientId }: PlainFacts): Type {
  @Injectable()
  class PlainStrategy extends PassportStrategy(Strategy, 'plain') {
    constructor() {
      super({
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: passportJwtSecret({
          jwksUri: keysUri,
          cache: true,
          rateLimit: true,
          jwksRequestsPerMinute: 10,
        }),
        issuer,
        audience: clientId,
        algorithms: ['RS256'],
      });
    }

    validate(claims: unknown): unknown {
      return claims;
    }
  }
  return PlainStrategy;
}

export class PlainGuard extends AuthGuard('plain') {}
