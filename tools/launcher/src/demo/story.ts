import { styleText } from 'node:util';
import { type Answer, type Request } from './http.ts';

/** Something came out otherwise than the demo says it does. */
export class Surprise extends Error {
  override readonly name = 'Surprise';
}

/** Tells the demo on the terminal: what happens, why, what was asked and what came back. */
export class Story {
  #step = 0;

  step(title: string, why: string): void {
    this.#step++;
    print(`\n${styleText('bold', `${this.#step}. ${title}`, { stream: process.stdout })}`);
    print(wrap(why).join('\n'));
  }

  request({ method, url }: Request): void {
    print(styleText('cyan', `   > ${method} ${url}`, { stream: process.stdout }));
  }

  /** @throws Surprise if the status is another one. */
  answer({ status, body }: Answer, expected: number, ...shown: readonly string[]): void {
    const [first = '', ...rest] = shown;
    print(
      styleText(status === expected ? 'green' : 'red', `   < ${status} ${first}`.trimEnd(), {
        stream: process.stdout,
      }),
    );
    for (const line of rest) this.note(line);
    if (status !== expected)
      throw new Surprise(`${expected} was expected, not ${status}: ${JSON.stringify(body)}`);
  }

  note(line: string): void {
    print(`     ${line}`);
  }

  /** @throws Surprise if it does not hold. */
  expect(holds: boolean, claim: string): void {
    if (!holds) throw new Surprise(`This should hold: ${claim}.`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function wrap(text: string, width = 96): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `   ${line}`);
}
