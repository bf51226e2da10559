import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import { EntraError } from '../entra-error.js';

/** A client assertion taken apart but not yet believed. */
export interface DecodedAssertion {
  readonly jwt: string;
  readonly header: ProtectedHeaderParameters;
  readonly claims: JWTPayload;
}

/** @throws {EntraError} 50027 */
export function decodeAssertion(jwt: string): DecodedAssertion {
  try {
    return { jwt, header: decodeProtectedHeader(jwt), claims: decodeJwt(jwt) };
  } catch {
    throw new EntraError(50027, {});
  }
}
