import { type OpenAPIObject } from '@nestjs/swagger';
import { type RouteRequirement, type SignIn } from './open-api-options.js';

type SecuritySchemes = NonNullable<NonNullable<OpenAPIObject['components']>['securitySchemes']>;
type SecurityRequirement = Record<string, string[]>;
type ProtectedRequirement = Extract<RouteRequirement, { kind: 'protected' }>;

/** A token that the reader of the page brings along. */
const TOKEN = 'token';
/** A token that the page obtains by signing a user in. */
const SIGN_IN = 'sign-in';

/** How the page's *Authorize* dialog offers to get a token. */
export function securitySchemesOf(signIn: SignIn): SecuritySchemes {
  const bearer = {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of Microsoft Entra for this API.',
  } as const;
  if (signIn.kind === 'bearer') return { [TOKEN]: bearer };
  const { authorizationUrl, tokenUrl, scopes } = signIn;
  return {
    [SIGN_IN]: {
      type: 'oauth2',
      description: 'Sign in as a user: authorization code with PKCE.',
      flows: { authorizationCode: { authorizationUrl, tokenUrl, scopes: { ...scopes } } },
    },
    [TOKEN]: bearer,
  };
}

/** The alternatives, each of which satisfies the requirement (OpenAPI 3.1 lists roles for bearer schemes, too). */
export function securityOf(requirement: RouteRequirement, signIn: SignIn): SecurityRequirement[] {
  if (requirement.kind === 'public') return [];
  return [...userSecurity(requirement, signIn), ...applicationSecurity(requirement)];
}

function userSecurity({ user }: ProtectedRequirement, signIn: SignIn): SecurityRequirement[] {
  if (!user) return [];
  if (signIn.kind === 'bearer') return user.scopes.map((scope) => ({ [TOKEN]: [scope] }));
  return user.scopes.map((scope) => ({ [SIGN_IN]: [fullScope(scope, signIn.scopes)] }));
}

function applicationSecurity({ application }: ProtectedRequirement): SecurityRequirement[] {
  if (!application) return [];
  const { match, roles } = application;
  return match === 'all' ? [{ [TOKEN]: [...roles] }] : roles.map((role) => ({ [TOKEN]: [role] }));
}

/** Tokens carry `Orders.Read`; the authority is asked for `api://…/Orders.Read`. */
function fullScope(scope: string, offered: Readonly<Record<string, string>>): string {
  return Object.keys(offered).find((name) => name === scope || name.endsWith(`/${scope}`)) ?? scope;
}

/** The requirement in words, for the operation's description. */
export function requirementInWords(requirement: RouteRequirement): string {
  if (requirement.kind === 'public') return 'Public: no token needed.';
  const { application, user } = requirement;
  const alternatives = [
    application &&
      `an application with ${rolesInWords(application.roles, application.match === 'all' ? 'and' : 'or')}`,
    user &&
      `a user with the scope ${namesInWords(user.scopes, 'or')}` +
        (user.roles ? ` and ${rolesInWords(user.roles, 'or')}` : ''),
  ];
  return `For ${alternatives.filter(Boolean).join(', or ')}.`;
}

function rolesInWords(roles: readonly string[], conjunction: 'and' | 'or'): string {
  return `the app role ${namesInWords(roles, conjunction)}`;
}

function namesInWords(names: readonly string[], conjunction: 'and' | 'or'): string {
  return names.map((name) => `\`${name}\``).join(` ${conjunction} `);
}
