import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';
import { styleText } from 'node:util';

const colours = ['magenta', 'cyan', 'green', 'yellow', 'blue', 'red'] as const;

/** Prints whose line it is before each line: `inventory   | …`. */
export class Output {
  readonly #width: number;
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
    // a terminal that was closed takes no more lines, and everything still has to be stopped in order
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    this.#width = Math.max(...names.map((name) => name.length));
  }

  /** A line of the launcher itself. */
  say(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  complain(line: string): void {
    process.stderr.write(`${styleText('red', line, { stream: process.stderr })}\n`);
  }

  lineOf(name: string, line: string): void {
    const colour = colours[this.#names.indexOf(name) % colours.length] ?? 'blue';
    process.stdout.write(
      `${styleText(colour, `${name.padEnd(this.#width)} |`, { stream: process.stdout })} ${line}\n`,
    );
  }

  follow(name: string, ...streams: (Readable | null)[]): void {
    for (const input of streams) {
      if (input) createInterface({ input }).on('line', (line) => this.lineOf(name, line));
    }
  }
}
