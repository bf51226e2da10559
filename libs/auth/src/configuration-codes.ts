/**
 * Every mistake in the set-up that stops the boot, and what it is about. The message of the error says what is wrong in
 * this very case and how to mend it.
 */
export const configurationCodes = {
  AUTH_CONFIG_TENANT: 'The tenant is missing, or is not a GUID.',
  AUTH_CONFIG_AUTHORITY: 'The authority host is not an https address without a path.',
  AUTH_CONFIG_ISSUER: 'The issuer is not an https address, or several tenants share one.',
  AUTH_CONFIG_CLIENT_ID: 'The client id is missing, or is not a GUID.',
  AUTH_CONFIG_AUDIENCE: 'An additional audience is empty.',
  AUTH_CONFIG_CALLERS: 'The list of allowed callers is empty, or holds something other than client ids.',
  AUTH_CONFIG_CLOCK: 'The tolerated clock difference is negative, or longer than five minutes.',
  AUTH_CONFIG_CACHE: 'The number of tokens to remember is not a whole number.',
  AUTH_CONFIG_KEYS:
    'A duration of the policy for signing keys is not positive, or does not go with the others.',
  AUTH_CONFIG_ROLES: 'A name cannot be the value of an app role.',
  AUTH_CONFIG_ROUTES: 'A route does not say who may call it, or names a role that the catalogue lacks.',
  AUTH_CONFIG_CREDENTIAL: 'The credential lacks a setting, or is one that production refuses.',
  AUTH_CONFIG_VAULT: 'The vault is not an https address, or the name in it is no name that a vault can hold.',
  AUTH_CONFIG_API:
    'The base URL or the scope of an API that is to be called is not of the form it must have.',
  AUTH_CONFIG_PACKAGE: 'A package that this set-up needs is not installed.',
} as const;

/** Code of an `EntraConfigurationError`. */
export type ConfigurationCode = keyof typeof configurationCodes;
