import { type FastifyRequest } from 'fastify';

/** Who calls, as far as logs and limits need to know. The principals of `@nest-entra/auth` have this shape. */
export interface ServiceCaller {
  /** What kind of caller, e.g. `application` or `user`. */
  readonly kind: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
}

/** Finds the caller that authentication has left on a request. */
export type CallerOf = (request: FastifyRequest) => ServiceCaller | undefined;

/** The convention of Passport, and so of Nest: whoever authenticates sets `request.user`. */
export const callerOfRequest: CallerOf = (request) => {
  const { user } = request as { user?: Partial<ServiceCaller> };
  const { kind, tenantId, clientId, objectId } = user ?? {};
  return kind && tenantId && clientId && objectId ? { kind, tenantId, clientId, objectId } : undefined;
};

/** The members that may be logged: identifiers, nothing about the person. */
export function callerFields({ kind, tenantId, clientId, objectId }: ServiceCaller): ServiceCaller {
  return { kind, tenantId, clientId, objectId };
}

/** One string for each caller: a user at two clients is two callers, as each client has its own traffic. */
export function callerKey({ kind, tenantId, clientId, objectId }: ServiceCaller): string {
  return [kind, tenantId, clientId, objectId].join('/');
}
