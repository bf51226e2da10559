import { type CallerIdentity } from '../caller.js';
import { InsufficientScopeError } from '../errors/auth.error.js';
import { type ProtectedRequirement } from './requirement.js';

/** Why a caller may not pass, or nothing if it may. Decided for every request; never cached. */
export function objectionTo(
  caller: CallerIdentity,
  requirement: ProtectedRequirement,
): InsufficientScopeError | undefined {
  return caller.kind === 'application'
    ? objectionToApplication(caller.roles, requirement)
    : objectionToUser(caller.scopes, caller.roles, requirement);
}

function objectionToApplication(
  held: readonly string[],
  { application, user }: ProtectedRequirement,
): InsufficientScopeError | undefined {
  const needed = application?.roles ?? user?.scopes;
  if (held.length === 0) return new InsufficientScopeError('AUTH_ROLES_MISSING', needed);
  if (!application) return new InsufficientScopeError('AUTH_USER_REQUIRED', needed);
  const { match, roles } = application;
  const satisfied = match === 'all' ? roles.every((role) => held.includes(role)) : holdsAny(held, roles);
  return satisfied ? undefined : new InsufficientScopeError('AUTH_ROLE_REQUIRED', roles);
}

function objectionToUser(
  scopes: readonly string[],
  roles: readonly string[],
  { application, user }: ProtectedRequirement,
): InsufficientScopeError | undefined {
  const needed = user?.scopes ?? application?.roles;
  if (scopes.length === 0 && roles.length === 0)
    return new InsufficientScopeError('AUTH_ROLES_MISSING', needed);
  if (!user) return new InsufficientScopeError('AUTH_APPLICATION_REQUIRED', needed);
  if (!holdsAny(scopes, user.scopes)) return new InsufficientScopeError('AUTH_SCOPE_REQUIRED', user.scopes);
  if (user.roles && !holdsAny(roles, user.roles)) {
    return new InsufficientScopeError('AUTH_USER_ROLE_REQUIRED', user.roles);
  }
  return undefined;
}

function holdsAny(held: readonly string[], needed: readonly string[]): boolean {
  return needed.some((name) => held.includes(name));
}
