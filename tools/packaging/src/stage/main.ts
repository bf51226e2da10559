import { resolve } from 'node:path';
import { repository } from '../repository.ts';
import { stageLibrary } from './stage-library.ts';

/** Where `nx release publish` looks (`nx-release-publish` in libs/auth/package.json). */
const staged = 'dist/auth';

export async function main(): Promise<number> {
  await stageLibrary(resolve(repository, staged));
  console.log(`@nest-entra/auth is staged in ${staged}: npm pack ./${staged}`);
  return 0;
}
