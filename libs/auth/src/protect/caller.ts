/** An application that calls for itself, with an app-only token. */
export interface ApplicationCaller {
  readonly kind: 'application';
  /** `tid`: the tenant whose directory vouches for the caller. */
  readonly tenantId: string;
  /** `azp`: the client id of the application. */
  readonly clientId: string;
  /** `oid`: the service principal of the application in that tenant. */
  readonly objectId: string;
  /** `roles`: the app roles that were granted to the application. */
  readonly roles: readonly string[];
}

/** A signed-in user, on whose behalf an application calls with a delegated token. */
export interface UserCaller {
  readonly kind: 'user';
  readonly tenantId: string;
  /** `azp`: the client through which the user calls. Says nothing about what that client may do by itself. */
  readonly clientId: string;
  /** `oid`: the user. The same in every API of the tenant; `sub` is not. */
  readonly objectId: string;
  /** `scp`: what the user lets the client do. */
  readonly scopes: readonly string[];
  /** `roles`: the app roles of the user. They narrow what a scope allows, and never replace one. */
  readonly roles: readonly string[];
}

/**
 * Who calls. Deeply frozen, as one object serves every request that carries the same token. Names and mail addresses
 * are left out: Microsoft advises against authorizing by them, and they are personal data.
 */
export type CallerIdentity = ApplicationCaller | UserCaller;
