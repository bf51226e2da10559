/**
 * Entra's object, application and tenant ids. Not `z.uuid()`: Microsoft calls them GUIDs and its documentation's own
 * examples carry version and variant bits that RFC 9562 does not know.
 */
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(value: unknown): boolean {
  return typeof value === 'string' && GUID.test(value);
}
