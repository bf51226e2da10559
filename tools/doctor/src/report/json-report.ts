import { type Entry } from '../journal.js';
import { type Print, type Report } from './report.js';

/** One document: `{ "ok": true, "steps": [ … ] }`. `ok` is false exactly when the last step failed. */
export function jsonReport(print: Print): Report {
  const steps: Entry[] = [];
  return {
    tell: (entry) => void steps.push(entry),
    end: () => {
      const ok = steps.every(({ outcome }) => outcome !== 'failed');
      print(`${JSON.stringify({ ok, steps }, undefined, 2)}\n`);
    },
  };
}
