import { Secret } from '../../secret.js';

/** An app-only access token. It is never parsed here: to its client a token is a string with an end. */
export class AccessToken extends Secret {
  constructor(
    value: string,
    /** Milliseconds since the epoch, by this machine's clock. */
    readonly expiresAt: number,
  ) {
    super(value);
  }
}
