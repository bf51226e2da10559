/** What an application needs: any or all of these app roles. */
export interface ApplicationRequirement {
  readonly match: 'any' | 'all';
  readonly roles: readonly string[];
}

/** What a user needs: any of these scopes and, if there are roles, any of those. */
export interface UserRequirement {
  readonly scopes: readonly string[];
  readonly roles?: readonly string[];
}

/** A route that needs a token, of an application, of a user, or of either. */
export interface ProtectedRequirement {
  readonly kind: 'protected';
  readonly application?: ApplicationRequirement;
  readonly user?: UserRequirement;
}

/** What a route needs. */
export type Requirement = { readonly kind: 'public' } | ProtectedRequirement;
