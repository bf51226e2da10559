import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type Patient } from '../command-line.js';

/** The environment of the patient cannot be had: a sentence for whoever asked. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** @throws {EnvironmentError} */
export async function environmentOf(
  patient: Patient,
  own: Readonly<NodeJS.ProcessEnv>,
): Promise<NodeJS.ProcessEnv> {
  switch (patient.kind) {
    case 'this-process':
      return { ...own };
    case 'file':
      return { ...own, ...readEnvironmentFile(patient.path) };
    case 'local-service': {
      // only here: elsewhere than in this repository there is no launcher
      const { environmentOfLocalService } = await import('./local-service.js');
      return await environmentOfLocalService(patient.name, own);
    }
  }
}

/** @throws {EnvironmentError} */
export function readEnvironmentFile(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch {
    throw new EnvironmentError(`The file ${path} cannot be read.`);
  }
}
