import { appClaims } from '../claims.js';
import { type KeyPair } from '../key-pair.js';
import { type TestIssuer } from '../test-issuer.js';
import { type Json, type TokenParts, writeToken } from '../token-text.js';

/** Makes the good token that each attack spoils in one way. */
export class Forge {
  constructor(
    readonly issuer: TestIssuer,
    readonly roles: readonly string[],
  ) {}

  good(): string {
    return this.issuer.mint({ claims: this.claims() });
  }

  parts(): [header: string, payload: string, signature: string] {
    const [header = '', payload = '', signature = ''] = this.good().split('.');
    return [header, payload, signature];
  }

  write(parts: Partial<TokenParts>, key: KeyPair = this.issuer.key): string {
    return writeToken({ header: this.header(), claims: this.claims(), ...parts }, key);
  }

  header(members: Json = {}): Json {
    return { ...this.issuer.headerFor(this.issuer.key), ...members };
  }

  claims(): Json {
    return appClaims({ roles: this.roles }, this.issuer.issue);
  }
}
