import { Reflector } from '@nestjs/core';
import { type ApplicationRequirement } from '../requirement/requirement.js';

export const rolesMetadata = Reflector.createDecorator<ApplicationRequirement>();

type Decorator = MethodDecorator & ClassDecorator;

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
 * \@Roles(inventoryRoles.read)
 * \@Roles.all(inventoryRoles.read, inventoryRoles.manage)
 */
export const Roles = Object.assign(any, { all });
