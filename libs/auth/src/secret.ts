import { inspect } from 'node:util';

const REDACTED = '[redacted]';

/**
 * A string that cannot be printed by accident: `inspect`, `JSON.stringify`, template literals and string
 * concatenation all show `[redacted]`. The value leaves only through {@link Secret.reveal}.
 *
 * The value lives in a private field: property walkers (loggers, serialisers, error reporters) never reach it.
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

  /** `[redacted]`. */
  toString(): string {
    return REDACTED;
  }

  /** `[redacted]`. */
  toJSON(): string {
    return REDACTED;
  }

  /** `[redacted]`, in `console.log` and in loggers. */
  [inspect.custom](): string {
    return REDACTED;
  }
}
