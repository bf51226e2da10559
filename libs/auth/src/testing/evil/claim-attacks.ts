import { userClaims } from '../claims.js';
import { type Json } from '../token-text.js';
import { type Forge } from './forge.js';

/** Really signed tokens that were not meant for this API, this moment or this use (RFC 8725 §3.8 to §3.12). */
export interface ClaimAttacks {
  /** An otherwise good app-only token with other values of some claims; `undefined` leaves one out. */
  claims(members: Json): string;
  /** The v1 token of the same application: what an API gets that did not ask for version 2. */
  v1(): string;
  /** An ID token for a client that shares its registration with the API: same issuer, audience and key, and it has roles. */
  idToken(members?: Json): string;
  /** Ended so many seconds ago. Default 3,600. */
  expired(secondsAgo?: number): string;
  /** Begins in so many seconds. Default 3,600. */
  notYetValid(secondsAhead?: number): string;
  /** Of another tenant of the same authority, and says so throughout. */
  otherTenant(tenantId?: string): string;
  /** Meant for another API. Default: Microsoft Graph. */
  otherAudience(audience?: string): string;
}

export function claimAttacks(forge: Forge): ClaimAttacks {
  const signed = (members: Json): string => forge.write({ claims: { ...forge.claims(), ...members } });

  return {
    claims: signed,

    v1(): string {
      const { azp, ...claims } = forge.claims();
      const iss = `https://sts.windows.net/${forge.issuer.tenantId}/`;
      return forge.write({
        claims: { ...claims, ver: '1.0', iss, aud: `api://${forge.issuer.clientId}`, appid: azp },
      });
    },

    idToken(members: Json = { nonce: 'n-0S6_WzA2Mj' }): string {
      const {
        azp: _azp,
        azpacr: _azpacr,
        ...claims
      } = userClaims({ roles: forge.roles }, forge.issuer.issue);
      return forge.write({ claims: { ...claims, ...members } });
    },

    expired(secondsAgo = 3_600): string {
      const { nowSeconds } = forge.issuer.issue;
      return signed({ iat: nowSeconds - 7_200, nbf: nowSeconds - 7_200, exp: nowSeconds - secondsAgo });
    },

    notYetValid(secondsAhead = 3_600): string {
      const { nowSeconds } = forge.issuer.issue;
      return signed({ nbf: nowSeconds + secondsAhead, exp: nowSeconds + secondsAhead + 3_600 });
    },

    otherTenant(tenantId = 'bbbbcccc-1111-dddd-2222-eeee3333ffff'): string {
      return signed({ tid: tenantId, iss: forge.issuer.issuer.replace(forge.issuer.tenantId, tenantId) });
    },

    otherAudience(audience = '00000003-0000-0000-c000-000000000000'): string {
      return signed({ aud: audience });
    },
  };
}
