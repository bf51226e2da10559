import { type Secret } from '../../secret.js';

/** What a client assertion may depend on. */
export interface AssertionRequest {
  /** Its `iss` and `sub`. */
  readonly clientId: string;
  /** Its `aud`. */
  readonly tokenEndpoint: string;
}

/** A credential ready for use. */
export type CredentialMaterial =
  | { readonly kind: 'secret'; readonly secret: Secret }
  | {
      readonly kind: 'certificate';
      /** PEM, PKCS#8. */
      readonly privateKey: Secret;
      /** Hexadecimal SHA-256 of the certificate: MSAL then signs PS256 with `x5t#S256`. */
      readonly thumbprintSha256: string;
    }
  | { readonly kind: 'assertion'; readonly sign: (request: AssertionRequest) => Promise<Secret> };

export interface LoadedCredential {
  /** For people: which credential, where. Never its value. */
  readonly source: string;
  /** Changes when the credential does. */
  readonly version: string;
  /** Milliseconds since the epoch; `undefined` where the source does not say. */
  readonly expiresAt: number | undefined;
  readonly material: CredentialMaterial;
}
