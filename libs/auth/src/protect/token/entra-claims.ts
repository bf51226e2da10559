/** The claims of an accepted token, as far as the guard uses them. */
export interface EntraClaims {
  readonly ver: '2.0';
  readonly iss: string;
  readonly tid: string;
  readonly aud: string;
  readonly exp: number;
  readonly nbf: number;
  readonly iat: number;
  readonly azp: string;
  readonly oid: string;
  readonly sub?: unknown;
  readonly idtyp?: unknown;
  /** Delegated scopes, separated by spaces; only in users' tokens. */
  readonly scp?: string;
  /** App roles; anything but a list of strings counts as none. */
  readonly roles?: unknown;
  /** Entra's name for this token in its sign-in log. */
  readonly uti?: unknown;
}

/** The claims of a token whose signature was verified, and nothing else yet. */
export type UncheckedClaims = Readonly<Record<string, unknown>>;
