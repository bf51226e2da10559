import { type Type } from '@nestjs/common';

/** What a route requires of its caller. The same shape as `Requirement` of `@nest-entra/auth/protect`. */
export type RouteRequirement =
  | { readonly kind: 'public' }
  | {
      readonly kind: 'protected';
      readonly application?: { readonly match: 'any' | 'all'; readonly roles: readonly string[] };
      readonly user?: { readonly scopes: readonly string[]; readonly roles?: readonly string[] };
    };

type Handler = (...args: never[]) => unknown;

/** Reads a route's requirement from the decorators that enforce it. */
export type RequirementOf = (handler: Handler, controller: Type) => RouteRequirement | undefined;

/** How somebody who reads the page gets a token. */
export type SignIn =
  | { readonly kind: 'bearer' }
  | {
      /** Authorization code with PKCE (RFC 7636) as a public client, against Entra's v2 endpoints. */
      readonly kind: 'authorization-code';
      readonly clientId: string;
      readonly authorizationUrl: string;
      readonly tokenUrl: string;
      /** Full scope name, as the authority knows it, to its meaning. */
      readonly scopes: Readonly<Record<string, string>>;
    };

export interface OpenApiOptions {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly signIn: SignIn;
}
