import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { library } from '../repository.ts';
import { stageLibrary } from '../stage/stage-library.ts';
import { entryPoints, writeApiReport } from './api-report.ts';

const committed = resolve(library, 'api');
/** In this workspace, so that the declarations that ours refer to are found. */
const workshop = resolve(import.meta.dirname, '../../out-tsc');

/** Writes the reports where they are committed, or into another directory, and fails if they show something wrong. */
export async function main([directory = committed]: string[]): Promise<number> {
  mkdirSync(workshop, { recursive: true });
  const staged = mkdtempSync(resolve(workshop, 'staged-'));
  try {
    await stageLibrary(staged);
    mkdirSync(directory, { recursive: true });
    const problems = entryPoints.flatMap((entryPoint) => writeApiReport(entryPoint, staged, directory));
    for (const problem of new Set(problems)) console.error(problem);
    return problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}
