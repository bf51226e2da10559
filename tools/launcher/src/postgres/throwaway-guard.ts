import { realpathSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../process-table.ts';

/** `node throwaway-guard.ts <pid of the server> <its directory>`: see throwaway.ts. */
const [pid, directory] = process.argv.slice(2);
if (pid === undefined || directory === undefined) throw new Error('pid and directory expected');

for await (const _ of process.stdin);

// at once, without a checkpoint: nobody wants this data any more
if (isAlive(Number(pid))) process.kill(Number(pid), 'SIGQUIT');
while (isAlive(Number(pid))) await sleep(20);

const data = resolve(directory, 'data');
const staged = dirname(realpathSync(data));
rmSync(staged, { recursive: true, force: true });
rmSync(directory, { recursive: true, force: true });
