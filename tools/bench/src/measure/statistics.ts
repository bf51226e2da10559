export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Round by round, so that what slowed a whole round down cancels out. */
export function medianRatio(dividend: readonly number[], divisor: readonly number[]): number {
  return median(dividend.map((value, round) => value / (divisor[round] ?? Number.NaN)));
}
