import { type z } from 'zod';
import { type faultRequest } from '../faults/fault.schema.js';

/** The failures that a demonstration reaches for. */
export const faultPresets: readonly {
  readonly label: string;
  readonly request: z.input<typeof faultRequest>;
}[] = [
  {
    label: 'Token: throttle 3',
    request: { endpoint: 'token', count: 3, effect: { kind: 'status', status: 429, retryAfterSeconds: 5 } },
  },
  { label: 'Token: 503', request: { endpoint: 'token', effect: { kind: 'status', status: 503 } } },
  { label: 'Token: drop 1', request: { endpoint: 'token', count: 1, effect: { kind: 'drop' } } },
  {
    label: 'Token: 5 s late',
    request: { endpoint: 'token', count: 5, effect: { kind: 'delay', delayMs: 5000 } },
  },
  { label: 'Keys: 503', request: { endpoint: 'keys', effect: { kind: 'status', status: 503 } } },
  { label: 'Vault: 503', request: { endpoint: 'vault', effect: { kind: 'status', status: 503 } } },
];
