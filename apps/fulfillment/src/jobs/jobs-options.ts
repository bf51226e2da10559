import { type Secret } from '@nest-entra/service-kit';

/** Where pg-boss keeps its jobs: the service's own database, so that a job and its order are one transaction. */
export abstract class JobsOptions {
  abstract readonly databaseUrl: Secret;
}
