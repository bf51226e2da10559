import 'reflect-metadata';
import { type ExecutionContext } from '@nestjs/common';
import { Roles } from '../decorators/roles.decorator.js';
import { RouteRules } from './route-rules.js';

class Base {
  @Roles('Stock.Read')
  read() {
    return {};
  }

  @Roles('Stock.Write')
  write() {
    return {};
  }
}
class Orders extends Base {}

const contextOf = (controller: unknown, handler: unknown) =>
  ({ getClass: () => controller, getHandler: () => handler }) as ExecutionContext;

describe('the rule of a route', () => {
  const { read, write } = Base.prototype;

  it('is read once, not at every request', () => {
    const rules = new RouteRules();
    const rule = rules.ruleFor(contextOf(Base, read));
    expect(rules.ruleFor(contextOf(Base, read))).toBe(rule);
    expect(rules.ruleFor(contextOf(Base, write))).not.toBe(rule);
    expect(rules.ruleFor(contextOf(Base, read))).toBe(rule);
  });

  it('is another one for each class that inherits the method', () => {
    const rules = new RouteRules();
    expect(rules.ruleFor(contextOf(Base, read)).handler).toBe('Base.read');
    expect(rules.ruleFor(contextOf(Orders, read)).handler).toBe('Orders.read');
  });
});
