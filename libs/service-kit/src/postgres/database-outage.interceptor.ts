import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { ProblemException } from '../problem/problem-exception.js';
import { serviceProblems } from '../problem/service-problems.js';
import { isDatabaseOutage } from './database-outage.js';

const RETRY_AFTER_SECONDS = 1;

/**
 * Answers 503 with `Retry-After` where a handler failed for want of its database: the caller did nothing wrong and
 * need not give up, which is what 500 would tell it.
 */
@Injectable()
export class DatabaseOutageInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Postgres');

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!isDatabaseOutage(error)) throw error;
        this.logger.error({ err: error }, 'a request failed for want of the database');
        const headers = { 'Retry-After': String(RETRY_AFTER_SECONDS) };
        throw new ProblemException({ ...serviceProblems.databaseUnavailable, headers }, { cause: error });
      }),
    );
  }
}
