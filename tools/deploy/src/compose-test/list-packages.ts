import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { repository } from '../repository.ts';
import { packageList, packageListFile } from './package-list.ts';

export function main(): Promise<number> {
  writeFileSync(resolve(repository, packageListFile), packageList());
  return Promise.resolve(0);
}
