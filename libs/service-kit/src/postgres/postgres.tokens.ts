import { Inject } from '@nestjs/common';

export const POSTGRES_OPTIONS = Symbol('PostgresOptions');
export const POOL = Symbol('PostgresPool');
export const DATABASE = Symbol('Database');

/**
 * Injects the service's `Kysely<T>`.
 *
 * @example constructor(@InjectDatabase() private readonly db: Kysely<StockTables>) {}
 */
export const InjectDatabase = (): ParameterDecorator & PropertyDecorator => Inject(DATABASE);
