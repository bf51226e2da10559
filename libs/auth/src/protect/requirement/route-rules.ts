import { type ExecutionContext, type Type } from '@nestjs/common';
import { type Handler } from './declaration.js';
import { type Requirement } from './requirement.js';
import { requirementOf } from './requirement-of.js';

/** What the guard knows of a route before any request comes. */
export interface RouteRule {
  readonly handler: string;
  readonly requirement: Requirement | undefined;
}

/** Reads the decorators of a route once. By class and method: an inherited method serves several classes. */
export class RouteRules {
  readonly #rules = new WeakMap<Type, WeakMap<Handler, RouteRule>>();

  ruleFor(context: ExecutionContext): RouteRule {
    const controller = context.getClass<unknown>();
    const handler = context.getHandler() as Handler;
    let rules = this.#rules.get(controller);
    if (!rules) this.#rules.set(controller, (rules = new WeakMap()));
    let rule = rules.get(handler);
    if (!rule) {
      rule = {
        handler: `${controller.name}.${handler.name}`,
        requirement: requirementOf(handler, controller),
      };
      rules.set(handler, rule);
    }
    return rule;
  }
}
