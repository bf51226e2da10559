import { type JWTPayload } from 'jose';
import { type Addresses } from '../addresses.js';
import { opaque } from '../opaque.js';
import { pairwiseSubject, type UserTokenSubject } from './user-token.js';

/** Always version 2.0, always for the client, whatever the access token is for. */
export function idTokenClaims(
  subject: UserTokenSubject,
  nonce: string | undefined,
  addresses: Addresses,
): JWTPayload {
  const { tenantId, user, client, validity } = subject;
  return {
    aud: client.clientId,
    iss: addresses.issuer(tenantId),
    ...validity,
    aio: opaque(36),
    name: user.displayName,
    ...(nonce !== undefined && { nonce }),
    oid: user.objectId,
    preferred_username: user.userPrincipalName,
    rh: `1.${opaque(24)}.`,
    sid: subject.sessionId,
    sub: pairwiseSubject(user, client),
    tid: tenantId,
    uti: opaque(),
    ver: '2.0',
  };
}
