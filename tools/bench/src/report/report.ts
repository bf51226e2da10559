import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { type Finding, isMet } from './finding.js';

const BYTES_PER_GIB = 2 ** 30;

/** Everything that one run of `npm run bench` found out, for people and for programs. */
export interface Report {
  readonly startedAt: string;
  readonly machine: string;
  readonly quick: boolean;
  readonly parts: Readonly<Record<string, readonly Finding[]>>;
}

export function machineLine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / BYTES_PER_GIB);
  return `${cores.length} × ${cores[0]?.model ?? 'unknown'}, ${memory} GiB, Node ${process.version}`;
}

/** Below `.data`, which git ignores. @returns where it was written to */
export function writeReport(root: string, report: Report): string {
  const directory = resolve(root, '.data/bench');
  mkdirSync(directory, { recursive: true });
  const file = resolve(directory, `${report.startedAt.replaceAll(':', '-')}.json`);
  const parts = Object.fromEntries(
    Object.entries(report.parts).map(([part, findings]) => [part, findings.map(withVerdict)]),
  );
  writeFileSync(file, `${JSON.stringify({ ...report, parts }, null, 2)}\n`);
  return file;
}

function withVerdict(finding: Finding): object {
  return finding.goal ? { ...finding, met: isMet(finding.value, finding.goal) } : finding;
}
