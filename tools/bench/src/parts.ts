import { type Part } from './part.js';

/**
 * Every part by the name that `npm run bench -- <name>` knows. Loaded when its turn comes: what one part imports must
 * not be in the memory or on the event loop of another.
 */
export const parts = {
  guard: async () => (await import('./guard/guard.part.js')).guardPart,
  verification: async () => (await import('./verification/verification.part.js')).verificationPart,
  acquire: async () => (await import('./acquire/acquire.part.js')).acquirePart,
  issuer: async () => (await import('./issuer/issuer.part.js')).issuerPart,
  orders: async () => (await import('./orders/orders.part.js')).ordersPart,
  latency: async () => (await import('./latency/latency.part.js')).latencyPart,
  memory: async () => (await import('./memory/memory.part.js')).memoryPart,
  startup: async () => (await import('./startup/start-up.part.js')).startUpPart,
} satisfies Readonly<Record<string, () => Promise<Part>>>;

export type PartName = keyof typeof parts;

/** @throws Error naming the parts there are */
export function partNamed(name: string): PartName {
  if (name in parts) return name as PartName;
  throw new Error(`There is no part "${name}": ${Object.keys(parts).join(', ')}.`);
}
