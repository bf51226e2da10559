/** One small mistake that somebody could make in one of our files. */
export interface Mutant {
  /** Switches it on: `protect/token/lifetime.ts#7`. */
  readonly id: string;
  /** Relative to `src`. */
  readonly file: string;
  readonly line: number;
  /** What it is known by where lines may move: file, enclosing names, original and mutated text. */
  readonly key: string;
  /** `original -> mutated`. */
  readonly change: string;
}

export function describeMutant({ file, line, change }: Mutant): string {
  return `${file}:${line}: ${change}`;
}
