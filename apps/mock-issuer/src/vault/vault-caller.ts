import { Injectable } from '@nestjs/common';
import { jwtVerify } from 'jose';
import { Addresses } from '../addresses.js';
import { MockClock } from '../clock.js';
import { Directory, type Principal } from '../directory/directory.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { type User } from '../directory/directory.schema.js';
import { VaultError } from './vault-error.js';

export type VaultCaller = Principal | User;

/** Believes a caller as the real vault does: by a token of this tenant, issued for the vault, still in date. */
@Injectable()
export class VaultCallers {
  constructor(
    private readonly keys: SigningKeys,
    private readonly directory: Directory,
    private readonly addresses: Addresses,
    private readonly clock: MockClock,
  ) {}

  /** @throws {VaultError} 401 with the code that the real service gives */
  async authenticate(authorization: string | undefined): Promise<VaultCaller> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined)
      throw new VaultError(401, 'Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.');
    const objectId = await this.#verifiedObjectId(token);
    const caller = this.directory.principalByObjectId(objectId);
    if (!caller)
      throw new VaultError(
        401,
        'Unauthorized',
        `AKV10032: Invalid issuer.`,
        `nobody here has oid ${objectId}`,
      );
    return caller;
  }

  async #verifiedObjectId(token: string): Promise<string> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.#key(kid), {
        algorithms: ['RS256'],
        issuer: this.addresses.issuerV1(this.directory.tenant.id),
        audience: [this.addresses.vaultResource, `${this.addresses.vaultResource}/`],
        currentDate: this.clock.now(),
        requiredClaims: ['exp', 'oid'],
      });
      return String(payload['oid']);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unreadable token';
      throw new VaultError(401, 'Unauthorized', 'AKV10022: Invalid audience or token.', reason);
    }
  }

  #key(kid: string | undefined) {
    const key = this.keys.find(kid);
    if (!key) throw new Error('the token is signed by no published key');
    return key.publicKey;
  }
}
