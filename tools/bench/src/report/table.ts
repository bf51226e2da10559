import { type Finding, type Goal, isMet } from './finding.js';

const WHAT_WIDTH = 76;
const VALUE_WIDTH = 10;
const UNIT_WIDTH = 12;

/** The findings of one part, one line each. */
export function tableOf(title: string, findings: readonly Finding[]): string {
  return [title, '-'.repeat(title.length), ...findings.map(lineOf), ''].join('\n');
}

function lineOf({ what, value, unit, goal }: Finding): string {
  const number = value.toFixed(digitsFor(value)).padStart(VALUE_WIDTH);
  return `${what.padEnd(WHAT_WIDTH)}${number} ${unit.padEnd(UNIT_WIDTH)}${goal ? verdictOn(value, goal) : ''}`.trimEnd();
}

function verdictOn(value: number, goal: Goal): string {
  const wanted = 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `${isMet(value, goal) ? 'met' : 'MISSED'} (${wanted})`;
}

function digitsFor(value: number): number {
  if (value >= 1_000) return 0;
  return value >= 20 ? 1 : 2;
}
