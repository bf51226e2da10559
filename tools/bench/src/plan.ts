/** How long and how often everything is measured. */
export interface Plan {
  readonly guard: {
    readonly load: readonly { readonly liveTokens: number; readonly startUps: number }[];
    readonly rounds: number;
    readonly seconds: number;
    readonly warmUpSeconds: number;
  };
  readonly micro: { readonly rounds: number };
  readonly issuer: { readonly tokens: number };
  readonly orders: { readonly rounds: number; readonly seconds: number; readonly warmUpSeconds: number };
  readonly latency: {
    readonly rows: readonly [few: number, many: number];
    readonly rounds: number;
    readonly seconds: number;
    readonly warmUpSeconds: number;
    /** Orders a second: below what the services can do, so that it is the service that is timed and not a queue. */
    readonly rate: number;
  };
  readonly memory: { readonly orders: number };
  readonly startUp: { readonly rounds: number };
}

/** What docs/performance.md reports: some thirty minutes. */
export const fullPlan: Plan = {
  guard: {
    load: [
      { liveTokens: 1, startUps: 2 },
      { liveTokens: 1_000, startUps: 7 },
      { liveTokens: 100_000, startUps: 2 },
    ],
    rounds: 3,
    seconds: 1,
    warmUpSeconds: 2,
  },
  micro: { rounds: 15 },
  issuer: { tokens: 5_000 },
  orders: { rounds: 8, seconds: 5, warmUpSeconds: 8 },
  latency: { rows: [1_000, 1_000_000], rounds: 6, seconds: 8, warmUpSeconds: 10, rate: 60 },
  memory: { orders: 100_000 },
  startUp: { rounds: 3 },
};

/** `--quick`: to see that everything works, and roughly where it stands. */
export const quickPlan: Plan = {
  guard: {
    load: [1, 1_000, 10_000].map((liveTokens) => ({ liveTokens, startUps: 1 })),
    rounds: 3,
    seconds: 1,
    warmUpSeconds: 1,
  },
  micro: { rounds: 3 },
  issuer: { tokens: 1_000 },
  orders: { rounds: 3, seconds: 3, warmUpSeconds: 3 },
  latency: { rows: [1_000, 20_000], rounds: 2, seconds: 4, warmUpSeconds: 3, rate: 40 },
  memory: { orders: 2_000 },
  startUp: { rounds: 1 },
};
