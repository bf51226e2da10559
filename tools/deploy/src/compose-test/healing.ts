import { setTimeout as sleep } from 'node:timers/promises';
import { type Compose } from './compose.ts';
import { untilHealthy } from './readiness.ts';
import { docker } from './run.ts';

const healTimeoutMs = 60_000;

/** Ends every process of a container as `kill -9` does; nobody tells Docker, so its restart policy has to notice. */
export async function killProcessesOf(compose: Compose, service: string): Promise<void> {
  const { StartedAt } = await compose.stateOf(service);
  const user = service === 'postgres' ? ['--user=postgres'] : [];
  // as the processes' own user, who needs no capability for that; -1 is everything but init and the shell itself
  await docker('exec', ...user, await compose.idOf(service), 'sh', '-c', 'kill -9 -1').catch(() => undefined);
  const deadline = Date.now() + healTimeoutMs;
  while ((await compose.stateOf(service)).StartedAt === StartedAt) {
    if (Date.now() > deadline) throw new Error(`${service} was not started again`);
    await sleep(200);
  }
}

export async function untilHealed(compose: Compose, services: readonly string[]): Promise<void> {
  await untilHealthy(compose, services, healTimeoutMs);
}
