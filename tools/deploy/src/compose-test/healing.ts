import { setTimeout as sleep } from 'node:timers/promises';
import { type Compose } from './compose.ts';
import { untilHealthy } from './readiness.ts';
import { docker } from './run.ts';

const healTimeoutMs = 60_000;

/**
 * Ends a container as `kill -9` of its first process does, which only somebody outside of it can. Nobody tells Docker
 * (its own `kill` counts as a stop on purpose), so the restart policy has to notice.
 */
export async function killProcessOf(compose: Compose, service: string): Promise<void> {
  const { Pid, StartedAt } = await compose.stateOf(service);
  const image = await compose.imageOf('prepare');
  const kill = ['sh', '-c', `kill -9 ${Pid}`];
  await docker('run', '--rm', '--pid=host', '--user=0', '--network=none', image, ...kill);
  const deadline = Date.now() + healTimeoutMs;
  while ((await compose.stateOf(service)).StartedAt === StartedAt) {
    if (Date.now() > deadline) throw new Error(`${service} was not started again`);
    await sleep(200);
  }
}

export async function untilHealed(compose: Compose, services: readonly string[]): Promise<void> {
  await untilHealthy(compose, services, healTimeoutMs);
}
