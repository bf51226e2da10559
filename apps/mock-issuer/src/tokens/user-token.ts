import { createHash } from 'node:crypto';
import { type JWTPayload } from 'jose';
import { type Addresses } from '../addresses.js';
import { type Application, type User } from '../directory/directory.schema.js';
import { opaque } from '../opaque.js';
import { type ClientAuthenticationLevel, clientAuthenticationLevel } from './app-token.js';
import { type Validity } from './token-lifetime.js';

export interface UserTokenSubject {
  readonly tenantId: string;
  readonly user: User;
  readonly client: Application;
  readonly level: ClientAuthenticationLevel;
  readonly resource: Application;
  readonly requestedResource: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly sessionId: string;
  readonly validity: Validity;
}

/** A token for what `client` does in the name of `user`: it has `scp`, and `roles` are the user's own. */
export function userTokenClaims(subject: UserTokenSubject, addresses: Addresses): JWTPayload {
  const { tenantId, user, client, level, resource, requestedResource, roles } = subject;
  const common = {
    name: user.displayName,
    oid: user.objectId,
    rh: `1.${opaque(24)}.`,
    ...(roles.length > 0 && { roles: [...roles] }),
    scp: subject.scopes.join(' '),
    sid: subject.sessionId,
    sub: pairwiseSubject(user, resource),
    tid: tenantId,
    uti: opaque(),
    ...(resource.optionalAccessTokenClaims.includes('idtyp') && { idtyp: 'user' }),
  };
  return resource.requestedAccessTokenVersion === 2
    ? {
        aud: resource.clientId,
        iss: addresses.issuer(tenantId),
        ...subject.validity,
        aio: opaque(36),
        azp: client.clientId,
        azpacr: clientAuthenticationLevel[level],
        ...common,
        preferred_username: user.userPrincipalName,
        ver: '2.0',
        xms_ftd: opaque(32),
      }
    : {
        aud: requestedResource,
        iss: addresses.issuerV1(tenantId),
        ...subject.validity,
        acr: '1',
        aio: opaque(36),
        amr: ['pwd'],
        appid: client.clientId,
        appidacr: clientAuthenticationLevel[level],
        ...common,
        unique_name: user.userPrincipalName,
        upn: user.userPrincipalName,
        ver: '1.0',
        xms_ftd: opaque(32),
      };
}

/** `sub` is pairwise: the same person is somebody else to every application. */
export function pairwiseSubject(user: User, audience: Application): string {
  return createHash('sha256').update(`${user.objectId}:${audience.clientId}`).digest('base64url');
}
