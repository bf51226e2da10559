import { inspect } from 'node:util';
import { z } from 'zod';

const REDACTED = '[redacted]';

/**
 * A configured value that cannot be printed by accident: `inspect`, `JSON.stringify`, template literals and
 * concatenation all show `[redacted]`.
 *
 * `libs/auth` has a class of the same name on purpose: neither library may import the other, and each reveals
 * only its own values.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it where the value is sent, never where it is stored or logged. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

/**
 * Schema of a secret variable: a non-empty string that becomes a {@link Secret}.
 *
 * @example z.object({ DATABASE_URL: secret() })
 */
export function secret() {
  return z
    .string()
    .min(1)
    .transform((value) => new Secret(value));
}
