import { type INestApplication, type Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { type RequirementOf, type RouteRequirement } from './open-api-options.js';

type Handler = Parameters<RequirementOf>[0];

/** The name under which an operation appears: `OrdersController.place` is `orders-place`. */
export function operationIdOf(controllerName: string, handlerName: string): string {
  const resource = controllerName.replace(/Controller$/, '');
  return `${resource.charAt(0).toLowerCase()}${resource.slice(1)}-${handlerName}`;
}

/** What each operation requires, by operation id: `@nestjs/swagger` does not say which handler made which. */
export function requirementsByOperation(
  app: INestApplication,
  requirementOf: RequirementOf,
): Map<string, RouteRequirement> {
  const scanner = new MetadataScanner();
  const requirements = new Map<string, RouteRequirement>();
  for (const controller of controllersOf(app)) {
    const prototype = controller.prototype as Record<string, Handler>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name];
      const requirement = handler && requirementOf(handler, controller);
      if (requirement) requirements.set(operationIdOf(controller.name, name), requirement);
    }
  }
  return requirements;
}

function controllersOf(app: INestApplication): Type[] {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.flatMap(({ controllers }) =>
    [...controllers.values()].map(({ metatype }) => metatype as Type),
  );
}
