import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Kysely, type Transaction } from 'kysely';
import { busy } from '../inventory-problem.js';
import { type Database } from './schema.js';

/** Deadlock and serialization failure: PostgreSQL undid the transaction and asks for it to be run again. */
const retryableSqlStates = new Set(['40P01', '40001']);
const maxAttempts = 4;
const backoffMs = 20;

/**
 * Runs units of work, each in one READ COMMITTED transaction. The locks that the work takes are what makes it
 * safe, not the isolation level; and since they are taken in one order, a retry is the exception.
 */
@Injectable()
export class Transactions {
  private readonly logger = new Logger(Transactions.name);

  constructor(@InjectDatabase() private readonly database: Kysely<Database>) {}

  /**
   * @throws {ProblemException} `INVENTORY_BUSY` when every attempt met another transaction
   */
  async run<T>(work: (trx: Transaction<Database>) => Promise<T>): Promise<T> {
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      try {
        return await this.database.transaction().execute(work);
      } catch (error) {
        const state = sqlStateOf(error);
        if (state === undefined || !retryableSqlStates.has(state)) throw error;
        this.logger.warn({ event: 'transaction.retry', sqlState: state, attempt });
      }
      await delay(attempt * backoffMs * (1 + Math.random()));
    }
    throw busy();
  }
}

function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
