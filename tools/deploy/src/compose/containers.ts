import { readComposeFile } from './compose-file.ts';

const services = Object.entries(readComposeFile().services).filter(
  ([, { profiles }]) => profiles === undefined,
);

/** Every container that a plain `docker-compose up` starts. */
export const containers = services.map(([name]) => name);

/** Those that stay. The others do their work and end. */
export const lasting = services.filter(([, { restart }]) => restart !== 'no').map(([name]) => name);

/** Those that run an application of this repository, whose name they bear. */
export const apps = services
  .filter(([, { build }]) => build?.args?.['APP'] !== undefined)
  .map(([name]) => name);
