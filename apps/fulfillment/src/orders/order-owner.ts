import { type CallerIdentity } from '@nest-entra/auth/protect';
import { type OrderOwner } from './order.js';

/**
 * Who places an order. A user is known by `oid`, which is the same in every application; an application by its
 * client id, which its tenant's administrator knows it by. The kind keeps the two id spaces apart.
 */
export function ownerOf(caller: CallerIdentity): OrderOwner {
  return caller.kind === 'user'
    ? { kind: 'user', tenantId: caller.tenantId, id: caller.objectId }
    : { kind: 'application', tenantId: caller.tenantId, id: caller.clientId };
}

/** Which orders a caller may know of at all. The others are not forbidden: for this caller they do not exist. */
export type Visibility =
  | { readonly kind: 'own'; readonly owner: OrderOwner }
  | { readonly kind: 'tenant'; readonly tenantId: string };

/** A delegated scope lets a user at the own orders; an app role ending in `.All` lets an application at its tenant's. */
export function visibilityFor(caller: CallerIdentity): Visibility {
  return caller.kind === 'user'
    ? { kind: 'own', owner: ownerOf(caller) }
    : { kind: 'tenant', tenantId: caller.tenantId };
}

/** The owner as one string, for keys that belong to one caller. */
export function ownerKey({ kind, tenantId, id }: OrderOwner): string {
  return `${kind}:${tenantId}:${id}`;
}
