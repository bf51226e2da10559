export { EntraClientModule, type AsyncOptions } from './entra-client.module.js';
export { type EntraClientOptions } from './entra-client.options.js';
export { type CredentialPolicy } from './credentials/credential-policy.js';
export { type RefreshPolicy } from './token/refresh-policy.js';
export { type TokenRequestPolicy } from './token/token-request-policy.js';
export {
  type CredentialSource,
  entraClientEnvironment,
  entraClientOptions,
  type EntraClientEnvironment,
} from './entra-client.environment.js';
export { InjectApi } from './injection-tokens.js';

export { ApiClient } from './api/api-client.js';
export { type ApiOptions, type ResiliencePolicy } from './api/api-options.js';
export { type ApiRequest, type ApiResponse } from './api/api-request.js';

export { TokenProvider, type ScopeReport } from './token/token-provider.js';
export { type AccessToken } from './token/access-token.js';
export { EntraTokenHealth, type TokenHealth } from './entra-token.health.js';

export { type Credential } from './credentials/credential.js';
export { type KeyVaultReference } from './credentials/key-vault.js';
export { keyVaultSecret, type KeyVaultSecretCredential } from './credentials/key-vault-secret.js';
export {
  keyVaultCertificate,
  type KeyVaultCertificateCredential,
} from './credentials/key-vault-certificate.js';
export { workloadIdentity, type WorkloadIdentityCredential } from './credentials/workload-identity.js';
export { clientSecret, type ClientSecretCredential } from './credentials/client-secret.js';
export { type AssertionRequest } from './credentials/loaded-credential.js';
export {
  signedAssertion,
  type SignAssertion,
  type SignedAssertion,
  type SignedAssertionCredential,
} from './credentials/signed-assertion.js';

export {
  AcquireError,
  type AcquireErrorOptions,
  ApiCallError,
  AuthorityError,
  CredentialError,
  TokenError,
} from './acquire-error.js';
export {
  ACQUIRE_ERRORS,
  type AcquireErrorCode,
  type AuthorityErrorCode,
  type CallErrorCode,
  type CredentialErrorCode,
  type ErrorDescription,
  type TokenErrorCode,
} from './error-codes.js';
export { type Clock } from '../clock.js';
export { type ConfigurationCode, configurationCodes } from '../configuration-codes.js';
export { EntraConfigurationError } from '../configuration-error.js';
export { Secret } from '../secret.js';

export { checkAuthority, type Fetch } from './authority/authority-check.js';
export { authorityOf, type Authority, type AuthorityOptions } from '../entra/authority.js';
