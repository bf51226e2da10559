import { setTimeout as sleep } from 'node:timers/promises';
import { type Compose } from './compose.ts';

const pollMs = 250;

/** Waits until every service of the list is healthy. @throws Error naming those that are not in time */
export async function untilHealthy(
  compose: Compose,
  services: readonly string[],
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let waiting = [...services];
  while (waiting.length > 0) {
    const healthy = await Promise.all(waiting.map((service) => isHealthy(compose, service)));
    waiting = waiting.filter((_, index) => !healthy[index]);
    if (waiting.length > 0 && Date.now() > deadline) {
      throw new Error(`not healthy after ${timeoutMs / 1000} s: ${waiting.join(', ')}`);
    }
    await sleep(pollMs);
  }
}

async function isHealthy(compose: Compose, service: string): Promise<boolean> {
  const { Status, Health } = await compose.stateOf(service);
  return Status === 'running' && (Health?.Status ?? 'healthy') === 'healthy';
}
