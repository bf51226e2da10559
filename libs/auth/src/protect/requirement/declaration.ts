import { type Type } from '@nestjs/common';
import { type ReflectableDecorator } from '@nestjs/core';
import { publicMetadata } from '../decorators/public.decorator.js';
import { rolesMetadata } from '../decorators/roles.decorator.js';
import { scopesMetadata } from '../decorators/scopes.decorator.js';
import { userRolesMetadata } from '../decorators/user-roles.decorator.js';
import { type ApplicationRequirement } from './requirement.js';

/** What the decorators on one method or one class say, before it is known to make sense. */
export interface Declaration {
  readonly isPublic: boolean;
  readonly application: ApplicationRequirement | undefined;
  readonly scopes: readonly string[] | undefined;
  readonly userRoles: readonly string[] | undefined;
}

/** A method of a controller, whatever it takes. */
export type Handler = (...args: never[]) => unknown;

/**
 * The declaration that counts for a route: the method's own, else that of the nearest class up the chain of
 * inheritance. They are never mixed: a reader sees the whole rule in one place, and nothing that a base class says
 * can loosen what a method says.
 */
export function declarationFor(handler: Handler, controller: Type): Declaration | undefined {
  const onMethod = declarationOn(handler);
  if (onMethod) return onMethod;
  for (let type: unknown = controller; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
    const onClass = declarationOn(type);
    if (onClass) return onClass;
  }
  return undefined;
}

function declarationOn(target: object): Declaration | undefined {
  const isPublic = own(publicMetadata, target) === true;
  const application = own(rolesMetadata, target);
  const scopes = own(scopesMetadata, target);
  const userRoles = own(userRolesMetadata, target);
  if (!isPublic && !application && !scopes && !userRoles) return undefined;
  return { isPublic, application, scopes, userRoles };
}

/** Own metadata only: `Reflector.get` would silently reach into base classes, decorator by decorator. */
function own<T>(decorator: ReflectableDecorator<T>, target: object): T | undefined {
  return Reflect.getOwnMetadata(decorator.KEY, target) as T | undefined;
}
