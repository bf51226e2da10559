import { Module } from '@nestjs/common';
import { TokensModule } from '../tokens/tokens.module.js';
import { AdminConsentController } from './admin-consent.controller.js';
import { AuthorizationCodes } from './authorize/authorization-codes.js';
import { AuthorizeRequests } from './authorize/authorize-request.js';
import { AuthorizeController } from './authorize/authorize.controller.js';
import { Sessions } from './authorize/sessions.js';
import { SignIn } from './authorize/sign-in.js';
import { DiscoveryController } from './discovery.controller.js';
import { LogoutController } from './logout.controller.js';
import { AuthorizationCodeGrant } from './token/authorization-code.grant.js';
import { CertificateAssertions } from './token/certificate-assertion.js';
import { ClientAssertions } from './token/client-assertion.js';
import { ClientAuthentication } from './token/client-authentication.js';
import { ClientCredentialsGrant } from './token/client-credentials.grant.js';
import { ClientSecrets } from './token/client-secret.js';
import { FederatedAssertions } from './token/federated-assertion.js';
import { FederatedIssuers } from './token/federated-issuers.js';
import { RefreshTokenGrant } from './token/refresh-token.grant.js';
import { RefreshTokens } from './token/refresh-tokens.js';
import { TokenController } from './token/token.controller.js';
import { UserTokenIssuer } from './token/user-token-issuer.js';

const clientAuthentication = [
  ClientAuthentication,
  ClientSecrets,
  ClientAssertions,
  CertificateAssertions,
  FederatedAssertions,
  FederatedIssuers,
];
const signIn = [AuthorizeRequests, AuthorizationCodes, Sessions, SignIn];
const grants = [
  ClientCredentialsGrant,
  AuthorizationCodeGrant,
  RefreshTokenGrant,
  UserTokenIssuer,
  RefreshTokens,
];

@Module({
  imports: [TokensModule],
  controllers: [
    DiscoveryController,
    TokenController,
    AuthorizeController,
    LogoutController,
    AdminConsentController,
  ],
  providers: [...clientAuthentication, ...signIn, ...grants],
})
export class EntraModule {}
