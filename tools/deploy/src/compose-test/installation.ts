import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { freePort } from '@nest-entra/launcher/free-port';
import { addresses } from '@nest-entra/launcher/system';
import { repository } from '../repository.ts';

/** Below the repository, as docker-compose.yml expects of DATA_DIR; ignored by git. */
const directory = '.data/compose-test';

/** A name, ports and a directory that meet neither a developer's containers nor their `npm start`. */
export class Installation {
  readonly environment: Readonly<Record<string, string>>;
  readonly localEnvFile = resolve(repository, directory, 'local.env');

  private constructor(environment: Readonly<Record<string, string>>) {
    this.environment = environment;
  }

  static async prepare(): Promise<Installation> {
    rmSync(resolve(repository, directory), { recursive: true, force: true });
    mkdirSync(resolve(repository, directory), { recursive: true });
    const environment: Record<string, string> = {
      COMPOSE_PROJECT_NAME: 'nest-entra-test',
      DATA_DIR: directory,
      LOG_LEVEL: 'warn',
    };
    for (const name of Object.keys(addresses)) environment[`${name}_PORT`] = String(await freePort());
    return new Installation(environment);
  }

  remove(): void {
    rmSync(resolve(repository, directory), { recursive: true, force: true });
  }
}
