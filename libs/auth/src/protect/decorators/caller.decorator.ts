import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type CallerIdentity } from '../caller.js';

/**
 * Injects the {@link CallerIdentity} of the request; `undefined` on a `@Public` route.
 *
 * @example
 * ```ts
 * list(@Caller() caller: CallerIdentity) { … }
 * ```
 */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<{ user?: CallerIdentity }>().user,
);
