import { type Type } from '@nestjs/common';
import { type DiscoveryService, type MetadataScanner } from '@nestjs/core';
import { type Handler } from '../requirement/declaration.js';
import { type RoleCatalogue } from '../requirement/define-roles.js';
import { readRequirement } from '../requirement/requirement-of.js';
import { type Requirement } from '../requirement/requirement.js';

/** A method of a controller that answers requests. */
export interface ControllerRoute {
  /** `OrdersController.find`, which is also the name that Nest gives to the function it registers. */
  readonly name: string;
  readonly controller: Type;
  readonly handler: Handler;
}

/** Nest's own mark on a method that `@Get()` and its like decorate (`METHOD_METADATA`). */
const HTTP_METHOD = 'method';

/** Every route of every controller of the application, other modules' included. */
export function controllerRoutes(
  discovery: DiscoveryService,
  scanner: MetadataScanner,
): readonly ControllerRoute[] {
  return discovery.getControllers().flatMap((wrapper) => {
    const controller = wrapper.metatype as Type;
    const prototype = controller.prototype as Record<string, Handler>;
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method] as Handler;
      if (!Reflect.hasMetadata(HTTP_METHOD, handler)) return [];
      return [{ name: `${controller.name}.${method}`, controller, handler }];
    });
  });
}

/** One sentence for each route whose decorators are missing or cannot be meant. */
export function findingsAbout(
  routes: readonly ControllerRoute[],
  roles: RoleCatalogue | undefined,
): readonly string[] {
  return routes.flatMap(({ name, controller, handler }) => {
    const { requirement, problem } = readRequirement(handler, controller);
    const finding = requirement ? roles && strangerIn(requirement, Object.values(roles)) : problem;
    return finding === undefined ? [] : [`${name} ${finding}`];
  });
}

function strangerIn(requirement: Requirement, known: readonly string[]): string | undefined {
  if (requirement.kind === 'public') return undefined;
  const named = [...(requirement.application?.roles ?? []), ...(requirement.user?.roles ?? [])];
  const stranger = named.find((role) => !known.includes(role));
  return stranger === undefined
    ? undefined
    : `names the role '${stranger}', which the catalogue of this API does not have`;
}
