import { Reflector } from '@nestjs/core';
import { type ApplicationRequirement } from '../requirement/requirement.js';

export const rolesMetadata = Reflector.createDecorator<ApplicationRequirement>();

type Decorator = MethodDecorator & ClassDecorator;

/** The type of {@link Roles}. */
export interface RolesDecorator {
  /** Any of these app roles is enough. */
  (...roles: readonly [string, ...string[]]): MethodDecorator & ClassDecorator;
  /** Every one of these app roles is needed. */
  readonly all: (...roles: readonly [string, ...string[]]) => MethodDecorator & ClassDecorator;
}

function any(...roles: readonly [string, ...string[]]): Decorator {
  return rolesMetadata({ match: 'any', roles });
}

function all(...roles: readonly [string, ...string[]]): Decorator {
  return rolesMetadata({ match: 'all', roles });
}

/**
 * Lets applications call that hold **any** of these app roles; `Roles.all` asks for every one of them.
 * A role that a user holds never counts. On a method it replaces what the class says.
 *
 * @example
 * ```ts
 * @Roles(inventoryRoles.read)
 * @Roles.all(inventoryRoles.read, inventoryRoles.manage)
 * ```
 */
export const Roles: RolesDecorator = Object.assign(any, { all });
