import { type JWTPayload } from 'jose';
import { type Addresses } from '../addresses.js';
import { type Application } from '../directory/directory.schema.js';
import { type Principal } from '../directory/directory.js';
import { opaque } from '../opaque.js';
import { type Validity } from './token-lifetime.js';

/** How the client proved itself, as `azpacr` / `appidacr` reports it. */
export const clientAuthenticationLevel = { public: '0', secret: '1', certificate: '2' } as const;
export type ClientAuthenticationLevel = keyof typeof clientAuthenticationLevel;

export interface AppTokenSubject {
  readonly tenantId: string;
  readonly principal: Principal;
  readonly level: ClientAuthenticationLevel;
  readonly resource: Application;
  /** The resource as the client named it: `aud` of v1.0 tokens. */
  readonly requestedResource: string;
  readonly roles: readonly string[];
  readonly validity: Validity;
}

/** An application's token for itself: no `scp`, `oid` equal to `sub`, and `idtyp` only where the resource asked for it. */
export function appTokenClaims(subject: AppTokenSubject, addresses: Addresses): JWTPayload {
  return subject.resource.requestedAccessTokenVersion === 2
    ? version2(subject, addresses)
    : version1(subject, addresses);
}

function version2(subject: AppTokenSubject, addresses: Addresses): JWTPayload {
  const { tenantId, principal, level, resource } = subject;
  return {
    aud: resource.clientId,
    iss: addresses.issuer(tenantId),
    ...subject.validity,
    aio: opaque(36),
    azp: principal.clientId,
    azpacr: clientAuthenticationLevel[level],
    ...common(subject),
    ver: '2.0',
    xms_ftd: opaque(32),
  };
}

function version1(subject: AppTokenSubject, addresses: Addresses): JWTPayload {
  const { tenantId, principal, level, requestedResource } = subject;
  return {
    aud: requestedResource,
    iss: addresses.issuerV1(tenantId),
    ...subject.validity,
    aio: opaque(36),
    appid: principal.clientId,
    appidacr: clientAuthenticationLevel[level],
    idp: addresses.issuerV1(tenantId),
    ...common(subject),
    ver: '1.0',
    xms_ftd: opaque(32),
  };
}

function common({ tenantId, principal, resource, roles }: AppTokenSubject): JWTPayload {
  return {
    ...(resource.optionalAccessTokenClaims.includes('idtyp') && { idtyp: 'app' }),
    oid: principal.objectId,
    rh: `1.${opaque(24)}.`,
    ...(roles.length > 0 && { roles: [...roles] }),
    sub: principal.objectId,
    tid: tenantId,
    uti: opaque(),
  };
}
