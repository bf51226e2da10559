import { Reflector } from '@nestjs/core';

export const scopesMetadata = Reflector.createDecorator<readonly string[]>();

/**
 * Lets signed-in users call whose token has **any** of these delegated scopes. Beside `@Roles`, either kind of caller
 * may call, each by its own rule.
 *
 * @example
 * ```ts
 * @Scopes('Orders.Read')
 * ```
 */
export function Scopes(...scopes: readonly [string, ...string[]]): MethodDecorator & ClassDecorator {
  return scopesMetadata(scopes);
}
