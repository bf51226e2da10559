/**
 * Who owns a reservation or caused a movement: tenant and client id, as `tenant/client`. Client ids alone would
 * do in one tenant; an API that accepts several must not let the same application of two tenants meet.
 */
export type CallerKey = string & { readonly callerKey: unique symbol };

/** GUIDs compare without case, text does not. */
export function callerKey(caller: { readonly tenantId: string; readonly clientId: string }): CallerKey {
  return `${caller.tenantId}/${caller.clientId}`.toLowerCase() as CallerKey;
}

/** The caller of changes that no request asked for. */
export const systemCaller = 'system' as CallerKey;
