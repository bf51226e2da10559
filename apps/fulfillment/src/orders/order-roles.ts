import { defineRoles } from '@nest-entra/auth/protect';

/** App roles of this API, for applications: all orders of their tenant. */
export const orderRoles = defineRoles({ readAll: 'Orders.Read.All', writeAll: 'Orders.Write.All' });

/** Delegated scopes of this API, for users: their own orders. */
export const orderScopes = { read: 'Orders.Read', write: 'Orders.Write' } as const;
