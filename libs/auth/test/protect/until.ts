import { setTimeout as pause } from 'node:timers/promises';

/** Waits for what happens in the background, for twenty seconds at most. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 2_000; attempt++) {
    if (await condition()) return;
    await pause(10);
  }
  throw new Error('it did not happen within twenty seconds');
}
