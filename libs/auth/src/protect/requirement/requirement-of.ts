import { type Type } from '@nestjs/common';
import { type Declaration, declarationFor, type Handler } from './declaration.js';
import { type Requirement } from './requirement.js';
import { isPermissionName } from './permission-name.js';

/** Either what a route needs, or why what it declares cannot be meant. */
export type Reading =
  | { readonly requirement: Requirement; readonly problem?: never }
  | { readonly requirement?: never; readonly problem: string };

/**
 * What a route needs, as its decorators say; `undefined` if they say nothing or nothing sensible, and then the guard
 * refuses everybody. For OpenAPI documents, tests and reports.
 */
export function requirementOf(handler: Handler, controller: Type): Requirement | undefined {
  return readRequirement(handler, controller).requirement;
}

/** Like {@link requirementOf}, with the reason where there is none. */
export function readRequirement(handler: Handler, controller: Type): Reading {
  const declaration = declarationFor(handler, controller);
  if (!declaration) return { problem: 'says nowhere who may call it: add @Roles, @Scopes or @Public' };
  const problem = contradictionIn(declaration);
  if (problem) return { problem };
  if (declaration.isPublic) return { requirement: { kind: 'public' } };
  const { application, scopes, userRoles } = declaration;
  return {
    requirement: {
      kind: 'protected',
      ...(application && { application }),
      ...(scopes && { user: { scopes, ...(userRoles && { roles: userRoles }) } }),
    },
  };
}

function contradictionIn({ isPublic, application, scopes, userRoles }: Declaration): string | undefined {
  if (isPublic && (application || scopes || userRoles)) return 'is both @Public and protected';
  if (userRoles && !scopes) return 'has @UserRoles without @Scopes';
  // what plain JavaScript, or a cast, put in the place of a name is found here too
  const named: readonly (readonly [string, readonly unknown[] | undefined])[] = [
    ['@Roles', application?.roles],
    ['@Scopes', scopes],
    ['@UserRoles', userRoles],
  ];
  for (const [decorator, names] of named) {
    if (names?.length === 0) return `has an empty ${decorator}()`;
    for (const name of names ?? []) {
      if (!isPermissionName(name))
        return `names '${String(name)}' in ${decorator}, which cannot be a role or a scope`;
    }
  }
  return undefined;
}
