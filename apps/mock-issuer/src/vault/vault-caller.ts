import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { Addresses } from '../addresses.js';
import { MockClock } from '../clock.js';
import { type Principal, Directory } from '../directory/directory.js';
import { type User } from '../directory/directory.schema.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { VaultError } from './vault-error.js';

export type VaultCaller = Principal | User;

const missing = 'AKV10000: Request is missing a Bearer or PoP token.';

/** Believes a caller as the real vault does: by a token of this tenant, issued for the vault, still in date. */
@Injectable()
export class VaultCallers {
  constructor(
    private readonly keys: SigningKeys,
    private readonly directory: Directory,
    private readonly addresses: Addresses,
    private readonly clock: MockClock,
  ) {}

  /** @throws {VaultError} 401 with the message that the real service gives */
  async authenticate(authorization: string | undefined): Promise<VaultCaller> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthorized(missing, 'no bearer token');
    const { oid } = await this.#verify(token);
    const caller = typeof oid === 'string' ? this.directory.principalByObjectId(oid) : undefined;
    if (!caller)
      throw unauthorized('AKV10032: Invalid issuer.', 'nobody in the directory has the oid of the token');
    return caller;
  }

  async #verify(token: string): Promise<JWTPayload> {
    const resource = this.addresses.vaultResource;
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.#key(kid), {
        algorithms: ['RS256'],
        issuer: this.addresses.issuerV1(this.directory.tenant.id),
        audience: [resource, `${resource}/`],
        currentDate: this.clock.now(),
        requiredClaims: ['exp', 'nbf', 'oid'],
      });
      return payload;
    } catch (error) {
      throw unauthorized(this.#explain(error), error instanceof Error ? error.message : 'unreadable token');
    }
  }

  #key(kid: string | undefined) {
    const key = this.keys.find(kid);
    if (!key) throw new errors.JWKSNoMatchingKey('no published key has the kid of the token');
    return key.publicKey;
  }

  #explain(error: unknown): string {
    if (error instanceof errors.JWKSNoMatchingKey)
      return 'AKV10046: Unable to resolve the key used for signature validation.';
    if (error instanceof errors.JWTExpired)
      return "[TokenExpired] Error validating token: 'S2S12086: SAL was able to validate the protocol, but validation failed as none of the inbound policies were satisfied. Validation failures: The token is expired.'.";
    if (!(error instanceof errors.JWTClaimValidationFailed))
      return 'AKV10040: Error validating token: IDX10511.';
    switch (error.claim) {
      case 'aud':
        return `AKV10022: Invalid audience. Expected ${this.addresses.vaultResource}, found: ${String(error.payload.aud)}.`;
      case 'iss':
        return `AKV10032: Invalid issuer. Expected one of ${this.addresses.issuerV1(this.directory.tenant.id)}, found ${String(error.payload.iss)}.`;
      default:
        return 'AKV10040: Error validating token: IDX10222.';
    }
  }
}

function unauthorized(message: string, reason: string): VaultError {
  return new VaultError(401, 'Unauthorized', message, reason);
}
