import { type User } from '../../directory/directory.schema.js';

/** Microsoft's extension that MSAL builds its account's id from (`client_info=1` asks for it). */
export function clientInfo(user: User, tenantId: string): string {
  return Buffer.from(JSON.stringify({ uid: user.objectId, utid: tenantId })).toString('base64url');
}
