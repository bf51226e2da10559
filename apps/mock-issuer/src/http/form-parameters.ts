/** Parameters of a query or form. Empty ones count as absent (RFC 6749 section 3.1); repeated ones are remembered. */
export class FormParameters {
  readonly #values: URLSearchParams;

  constructor(encoded: string) {
    this.#values = new URLSearchParams(encoded);
  }

  get(name: string): string | undefined {
    return this.#values.get(name) || undefined;
  }

  /** The first parameter that was sent more than once, which OAuth forbids. */
  get repeated(): string | undefined {
    return [...this.#values.keys()].find((name) => this.#values.getAll(name).length > 1);
  }

  entries(): [string, string][] {
    return [...this.#values.entries()];
  }
}
