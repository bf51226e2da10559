import { Injectable } from '@nestjs/common';
import { SignJWT, type JWTPayload } from 'jose';
import { SigningKeys } from '../keys/signing-keys.js';

/** Signs with the tenant's active key. */
@Injectable()
export class TokenSigner {
  constructor(private readonly keys: SigningKeys) {}

  sign(claims: JWTPayload, version: 1 | 2): Promise<string> {
    const { privateKey, kid } = this.keys.active;
    // v1.0 tokens still carry x5t beside kid; v2.0 tokens do not
    const header = { typ: 'JWT', alg: 'RS256', ...(version === 1 && { x5t: kid }), kid };
    return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
  }
}
