import { Reflector } from '@nestjs/core';

export const userRolesMetadata = Reflector.createDecorator<readonly string[]>();

/**
 * Narrows `@Scopes` to users that hold **any** of these app roles themselves. Without `@Scopes` the boot fails: a role
 * says what a user may do, only a scope says that the user lets this client do it.
 *
 * @example
 * ```ts
 * @Scopes('Orders.Write') @UserRoles('Orders.Approver')
 * ```
 */
export function UserRoles(...roles: readonly [string, ...string[]]): MethodDecorator & ClassDecorator {
  return userRolesMetadata(roles);
}
