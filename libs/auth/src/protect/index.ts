export { type ApplicationCaller, type CallerIdentity, type UserCaller } from './caller.js';
export { Caller } from './decorators/caller.decorator.js';
export { Public } from './decorators/public.decorator.js';
export { Roles, type RolesDecorator } from './decorators/roles.decorator.js';
export { Scopes } from './decorators/scopes.decorator.js';
export { UserRoles } from './decorators/user-roles.decorator.js';
export { entraApiEnvironment, type EntraApiEnvironment, entraApiOptions } from './entra-api.environment.js';
export { type EntraApiAsyncOptions, EntraApiModule } from './entra-api.module.js';
export { type EntraApiOptions } from './entra-api.options.js';
export { EntraGuard } from './entra.guard.js';
export {
  AuthError,
  AuthInternalError,
  InsufficientScopeError,
  InvalidTokenError,
  KeysUnavailableError,
  MalformedRequestError,
  TokenMissingError,
} from './errors/auth.error.js';
export { type AuthErrorCode, authErrorCodes, type AuthErrorEntry } from './errors/auth-error-codes.js';
export { EntraKeysHealth, type KeysHealth, type TenantKeysHealth } from './keys.health.js';
export { type Decision, type DecisionFacts, type DecisionListener } from './observe/decision.js';
export { type Handler } from './requirement/declaration.js';
export { defineRoles, type RoleCatalogue } from './requirement/define-roles.js';
export { requirementOf } from './requirement/requirement-of.js';
export {
  type ApplicationRequirement,
  type ProtectedRequirement,
  type Requirement,
  type UserRequirement,
} from './requirement/requirement.js';
export { type IgnoredKey } from './signing-keys/signing-key.js';
export { readSigningKeys, type SigningKeyReport } from './signing-keys/read-signing-keys.js';
export { defaultKeyPolicy, type KeyPolicy } from './signing-keys/key-policy.js';
export { type AuthorityOptions } from '../entra/authority.js';
export { type Clock } from '../clock.js';
export { type ConfigurationCode, configurationCodes } from '../configuration-codes.js';
export { EntraConfigurationError } from '../configuration-error.js';
