import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What a running server writes about itself into its data directory, line by line (miscadmin.h, LOCK_FILE_LINE_*). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export function readPostmasterFile(dataDirectory: string): Postmaster | undefined {
  const lines = linesOf(resolve(dataDirectory, 'postmaster.pid'));
  const [pid, , , port, , , , status] = lines;
  if (pid === undefined || !Number.isInteger(Number(pid)) || Number(pid) <= 0) return undefined;
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' };
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
