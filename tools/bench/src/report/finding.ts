export type Unit = 'requests/s' | 'orders/s' | '×' | 'µs' | 'ms' | 's' | 'MB' | '%';

/** What a number has to be. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the table: a number, and what it should be if there is a goal for it. */
export interface Finding {
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  readonly goal?: Goal;
}

export function isMet(value: number, goal: Goal): boolean {
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}
