import { z } from 'zod';
import { endpointNames } from './endpoints.js';

const delayMs = z.number().int().min(0).max(60_000).default(0);

const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), delayMs: z.number().int().min(1).max(60_000) }),
  z.strictObject({ kind: z.literal('drop'), delayMs }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    retryAfterSeconds: z.number().int().min(0).max(86_400).optional(),
    /** Sent as text/plain instead of the service's own error body: what gateways in front of a service do. */
    text: z.string().max(4096).optional(),
    delayMs,
  }),
]);

export const faultRequest = z
  .strictObject({
    endpoint: z.enum(endpointNames),
    /** How many requests it hits; without it, all until it is cleared. */
    count: z.number().int().min(1).max(100_000).optional(),
    effect,
  })
  .meta({ id: 'FaultRequest' });

export type FaultEffect = z.output<typeof effect>;
export type FaultRequest = z.output<typeof faultRequest>;
