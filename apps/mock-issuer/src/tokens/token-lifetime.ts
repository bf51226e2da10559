/** Entra dates a token five minutes back, for clients whose clock runs slow. */
export const backdateSeconds = 300;
export const accessTokenSeconds = 3600;
/** Tokens of managed identities live for a day. */
export const managedIdentityTokenSeconds = 86_400;

export interface Validity {
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
}

export function validity(nowSeconds: number, lifetimeSeconds: number): Validity {
  const issued = nowSeconds - backdateSeconds;
  return { iat: issued, nbf: issued, exp: nowSeconds + lifetimeSeconds };
}
