import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const KIB_PER_MIB = 1_024;
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** What Linux counts as resident of a process, in MiB. */
export function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / KIB_PER_MIB;
}

/** Processor time of a process so far, all its threads, user and system together. */
export function cpuSeconds(pid: number): number {
  // the name, in brackets, may hold anything; behind it, utime and stime are the 12th and 13th (proc_pid_stat(5))
  const [, behindName = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const fields = behindName.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
