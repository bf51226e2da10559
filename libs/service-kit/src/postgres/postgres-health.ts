import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { type HealthIndicator, type HealthResult } from '../health/readiness.js';
import { InjectDatabase } from './postgres.tokens.js';

/** Whether the database answers. A throw means no; the asker logs it. */
@Injectable()
export class PostgresHealth implements HealthIndicator {
  readonly name = 'database';

  constructor(@InjectDatabase() private readonly db: Kysely<unknown>) {}

  async check(): Promise<HealthResult> {
    await sql`select 1`.execute(this.db);
    return { status: 'up' };
  }
}
