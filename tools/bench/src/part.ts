import { type Plan } from './plan.js';
import { type Finding } from './report/finding.js';

/** One part of the benchmark. `say` tells whoever waits how far it is. */
export type Part = (plan: Plan, say: (progress: string) => void) => Promise<readonly Finding[]>;
