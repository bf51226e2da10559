import { type FaultCode } from './fault-code.js';

/** What was seen: for people and for programs. Never a token, a secret or a signature. */
export type Facts = Readonly<Record<string, string | number | readonly string[]>>;

/** What is wrong, why, and what to do about it. */
export interface Fault {
  /** Stable. The library's own where it has one: what a service would throw, log or answer. */
  readonly code: FaultCode;
  /** One sentence. */
  readonly cause: string;
  /** One sentence or two. */
  readonly remedy: string;
  /** The page that says more, below the repository's root. */
  readonly see: string;
}

/** What one check came to. Its value is what later checks build on. */
export type Finding<Value = undefined> =
  | { readonly outcome: 'passed'; readonly facts: Facts; readonly value: Value }
  | { readonly outcome: 'warned'; readonly facts: Facts; readonly fault: Fault; readonly value: Value }
  | { readonly outcome: 'failed'; readonly fault: Fault };

export const passed = <Value>(facts: Facts, value: Value): Finding<Value> => ({
  outcome: 'passed',
  facts,
  value,
});

export const warned = <Value>(fault: Fault, facts: Facts, value: Value): Finding<Value> => ({
  outcome: 'warned',
  facts,
  fault,
  value,
});

export const failed = (fault: Fault): Extract<Finding, { outcome: 'failed' }> => ({
  outcome: 'failed',
  fault,
});
