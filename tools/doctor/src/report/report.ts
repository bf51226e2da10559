import { type Entry } from '../journal.js';

/** How an examination is told, line by line or at its end. */
export interface Report {
  readonly tell: (entry: Entry) => void;
  readonly end: () => void;
}

export type Print = (text: string) => void;
