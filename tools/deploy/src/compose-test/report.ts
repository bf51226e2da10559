/** What the run has found so far, on the terminal as it goes. */
export class Report {
  readonly #startedAt = performance.now();
  #failures = 0;

  get failures(): number {
    return this.#failures;
  }

  /**
   * Does a step, and says how long it took and what it found. One that throws is a failure; the next still run.
   */
  async step(title: string, work: () => Promise<unknown>): Promise<void> {
    const startedAt = performance.now();
    const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
    try {
      const found = await work();
      process.stdout.write(
        `ok    ${title} (${seconds()} s)${typeof found === 'string' ? `: ${found}` : ''}\n`,
      );
    } catch (error) {
      this.#failures += 1;
      process.stdout.write(`FAIL  ${title} (${seconds()} s)\n${indented(messageOf(error))}\n`);
    }
  }

  end(): void {
    const seconds = Math.round((performance.now() - this.#startedAt) / 1000);
    const result = this.#failures === 0 ? 'everything is as promised' : `${this.#failures} failed`;
    process.stdout.write(`${result} (${seconds} s)\n`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function indented(text: string): string {
  return text.replace(/^/gm, '      ');
}
