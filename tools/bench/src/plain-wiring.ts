import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { passportJwtSecret } from 'jwks-rsa';
import { ExtractJwt, Strategy } from 'passport-jwt';

/** passport-jwt and jwks-rsa as their READMEs wire them: what most Nest services run, with its defaults. */
@Injectable()
export class PlainStrategy extends PassportStrategy(Strategy, 'plain') {
  constructor(jwksUri: string, issuer: string, audience: string) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: passportJwtSecret({
        jwksUri,
        cache: true,
        rateLimit: true,
        jwksRequestsPerMinute: 10,
      }),
      issuer,
      audience,
      algorithms: ['RS256'],
    });
  }

  validate(claims: unknown): unknown {
    return claims;
  }
}

export class PlainGuard extends AuthGuard('plain') {}
