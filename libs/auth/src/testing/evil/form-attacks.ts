import { encode, type Json } from '../token-text.js';
import { type Forge } from './forge.js';

/** Texts that are no JWS, or one in another spelling (RFC 7515 §5.2, §7.1; RFC 7519 §4). */
export interface FormAttacks {
  /** A word, as an opaque token would be. */
  oneSegment(): string;
  /** No signature, and no dot before it. */
  twoSegments(): string;
  /** One part more than a JWS has. */
  fourSegments(): string;
  /** Five parts: an encrypted token (JWE). */
  encrypted(): string;
  /** Nothing before the first dot. */
  emptyHeader(): string;
  /** Nothing between the dots. */
  emptyPayload(): string;
  /** Nothing behind the last dot. */
  emptySignature(): string;
  /** A good token, with the padding that base64url leaves out. */
  padded(): string;
  /** A good signature in the alphabet of plain base64. */
  plainBase64(): string;
  /** A good signature, spelt otherwise: the unused bits of its last character are set. */
  strayBits(): string;
  /** A header that is a word. */
  headerNotJson(): string;
  /** A header that is a JSON array. */
  headerArray(): string;
  /** A header with a stray byte. */
  headerInvalidUtf8(): string;
  /** `alg` twice, the first one "none". */
  headerNameTwice(): string;
  /** A header of lists in lists, 5,000 deep: who reads it recursively runs out of stack. It takes no key to send it. */
  headerNested(depth?: number): string;
  /** Claims that are a word. */
  payloadNotJson(): string;
  /** Claims in a JSON array. */
  payloadArray(): string;
  /** Claims that are `null`. */
  payloadNull(): string;
  /** Claims that are a JSON string. */
  payloadString(): string;
  /** Claims with a stray byte. */
  payloadInvalidUtf8(): string;
  /** The first audience is another API's; parsers that keep the first name would see that one. */
  claimTwice(): string;
  /** `TID` beside `tid`. */
  claimInOtherCase(name?: string): string;
  /** Larger than any token of Entra. Default length: 20,000 characters. */
  oversized(length?: number): string;
}

export function formAttacks(forge: Forge): FormAttacks {
  return {
    oneSegment(): string {
      return forge.parts()[0];
    },

    twoSegments(): string {
      return forge.parts().slice(0, 2).join('.');
    },

    fourSegments(): string {
      return `${forge.good()}.${encode('more')}`;
    },

    encrypted(): string {
      return `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: forge.issuer.key.kid })}.a.b.c.d`;
    },

    emptyHeader(): string {
      const [, payload, signature] = forge.parts();
      return `.${payload}.${signature}`;
    },

    emptyPayload(): string {
      const [header, , signature] = forge.parts();
      return `${header}..${signature}`;
    },

    emptySignature(): string {
      const [header, payload] = forge.parts();
      return `${header}.${payload}.`;
    },

    padded(): string {
      return `${forge.good()}==`;
    },

    plainBase64(): string {
      const [header, payload, signature] = forge.parts();
      return `${header}.${payload}.${Buffer.from(signature, 'base64url').toString('base64').replace(/=+$/, '')}`;
    },

    strayBits(): string {
      const token = forge.good();
      const last = { A: 'B', Q: 'R', g: 'h', w: 'x' }[token.slice(-1)] ?? 'B';
      return token.slice(0, -1) + last;
    },

    headerNotJson(): string {
      return forge.write({ header: 'no json' });
    },

    headerArray(): string {
      return forge.write({ header: JSON.stringify([forge.header()]) });
    },

    headerInvalidUtf8(): string {
      return forge.write({ header: withInvalidUtf8(forge.header()) });
    },

    headerNameTwice(): string {
      return forge.write({ header: JSON.stringify(forge.header()).replace('{', '{"alg":"none",') });
    },

    headerNested(depth = 5_000): string {
      const nested = `"x":${'['.repeat(depth)}${']'.repeat(depth)}`;
      return forge.write({
        header: JSON.stringify(forge.header()).replace('{', `{${nested},`),
        sign: () => 'AAAA',
      });
    },

    payloadNotJson(): string {
      return forge.write({ claims: 'no json' });
    },

    payloadArray(): string {
      return forge.write({ claims: JSON.stringify([forge.claims()]) });
    },

    payloadNull(): string {
      return forge.write({ claims: 'null' });
    },

    payloadString(): string {
      return forge.write({ claims: '"claims"' });
    },

    payloadInvalidUtf8(): string {
      return forge.write({ claims: withInvalidUtf8(forge.claims()) });
    },

    claimTwice(): string {
      return forge.write({ claims: JSON.stringify(forge.claims()).replace('{', '{"aud":"another-api",') });
    },

    claimInOtherCase(name = 'tid'): string {
      return forge.write({ claims: { ...forge.claims(), [name.toUpperCase()]: 'another' } });
    },

    oversized(length = 20_000): string {
      return forge.write({ claims: { ...forge.claims(), padding: 'x'.repeat(length) } });
    },
  };
}

/** A lone continuation byte inside a string: JSON that is no UTF-8. */
function withInvalidUtf8(value: Json): Buffer {
  const json = JSON.stringify({ ...value, note: '?' });
  const bytes = Buffer.from(json, 'utf8');
  bytes.writeUInt8(0x80, json.lastIndexOf('?'));
  return bytes;
}
