import { setTimeout as sleep } from 'node:timers/promises';

const TRIES = 800;
const PAUSE_MS = 25;

/** Looks again and again until there is something to see; twenty seconds at most. */
export async function until<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(PAUSE_MS);
  }
  throw new Error('it never came true');
}

/** A gate that a scripted answer waits at until the test opens it. */
export class Gate {
  open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  passed(): Promise<void> {
    return this.opened;
  }
}
