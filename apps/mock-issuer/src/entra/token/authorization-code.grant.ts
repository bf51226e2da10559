import { Injectable } from '@nestjs/common';
import { MockClock } from '../../clock.js';
import { Directory } from '../../directory/directory.js';
import { type AuthorizedRequest, AuthorizationCodes } from '../authorize/authorization-codes.js';
import { verifierMatches } from '../authorize/code-challenge.js';
import { SignIn } from '../authorize/sign-in.js';
import { EntraError } from '../entra-error.js';
import { parseUserScopes } from '../user-scopes.js';
import { ClientAuthentication } from './client-authentication.js';
import { requirePlatformsOrigin } from './cross-origin.js';
import { requireParameter, type TokenRequest, type TokenResponse } from './token-request.js';
import { UserTokenIssuer } from './user-token-issuer.js';

/** Redeems the code of a sign-in (RFC 6749 section 4.1.3, RFC 7636). */
@Injectable()
export class AuthorizationCodeGrant {
  constructor(
    private readonly directory: Directory,
    private readonly clients: ClientAuthentication,
    private readonly codes: AuthorizationCodes,
    private readonly signIn: SignIn,
    private readonly tokens: UserTokenIssuer,
    private readonly clock: MockClock,
  ) {}

  async redeem(request: TokenRequest): Promise<TokenResponse> {
    const app = this.clients.identify(request);
    const code = requireParameter(request.form, 'code');
    const redirectUri = requireParameter(request.form, 'redirect_uri');
    const authorized = this.codes.find(code);
    if (authorized.clientKey !== app.key) throw new EntraError(70000, {});
    if (authorized.redirectUri !== redirectUri)
      throw new EntraError(500112, {
        redirectUri: redirectUri.slice(0, 200),
        expected: authorized.redirectUri,
      });
    requirePlatformsOrigin(request, authorized.platform);
    const client = await this.clients.authenticateFor(authorized.platform, request, app);
    requireVerifier(request, authorized);
    if (authorized.challenge) request.note({ proof: `code_verifier, ${authorized.challenge.method}` });

    // looked up again: of two requests that waited above, one may have used the code meanwhile
    this.codes.find(code);
    this.codes.redeem(code);
    return this.tokens.issue(request, {
      client,
      user: this.signIn.user(authorized.userObjectId),
      scopes: parseUserScopes(this.directory, app, request.form.get('scope') ?? authorized.scope),
      nonce: authorized.nonce,
      family: {
        clientKey: app.key,
        userObjectId: authorized.userObjectId,
        platform: authorized.platform,
        sessionId: authorized.sessionId,
        signedInAt: this.clock.now(),
        scope: authorized.scope,
      },
    });
  }
}

function requireVerifier({ form }: TokenRequest, { challenge }: AuthorizedRequest): void {
  const verifier = form.get('code_verifier');
  if (challenge === undefined && verifier === undefined) return;
  if (challenge !== undefined && verifier === undefined)
    throw new EntraError(900144, { parameter: 'code_verifier' });
  if (challenge === undefined || !verifierMatches(challenge, verifier ?? ''))
    throw new EntraError(501481, {});
}
