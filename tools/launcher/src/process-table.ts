import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process runs. One that has ended and waits for a parent to collect it does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // pid 1 of many containers collects nobody, so orphans stay in the table for ever
  return !/^State:\s+Z/m.test(readProc(pid, 'status') ?? '');
}

/** The process's command line, or an empty string. */
export function commandOf(pid: number): string {
  return (
    readProc(pid, 'cmdline') ??
    spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout
  );
}

/** `undefined` where there is no such process, or no /proc at all (macOS, Windows). */
function readProc(pid: number, file: 'cmdline' | 'status'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
