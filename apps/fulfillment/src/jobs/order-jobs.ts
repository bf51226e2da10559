import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Kysely, type Transaction } from 'kysely';
import { fromKysely, type Job, type JobResult, PgBoss } from 'pg-boss';
import { type FulfillmentDatabase } from '../database.js';
import { JobsOptions } from './jobs-options.js';
import {
  JOB_POOL_SIZE,
  jobSupervision,
  ORDER_QUEUE,
  orderQueue,
  orderWork,
  SHUTDOWN_PATIENCE_MS,
} from './order-queue.js';

interface OrderJob {
  readonly orderId: string;
}

/** What became of an order's turn: nothing left to do, or another turn, after a while if one is named. */
export type TurnResult =
  { readonly done: true } | { readonly done: false; readonly againAfterSeconds?: number };

/** The jobs that finish orders. The only place that knows pg-boss. */
@Injectable()
export class OrderJobs implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(OrderJobs.name);
  private readonly boss: PgBoss;

  constructor(
    options: JobsOptions,
    @InjectDatabase() private readonly db: Kysely<FulfillmentDatabase>,
  ) {
    this.boss = new PgBoss({
      connectionString: options.databaseUrl.reveal(),
      application_name: 'fulfillment-jobs',
      max: JOB_POOL_SIZE,
      useListenNotify: true,
      schedule: false,
      ...jobSupervision,
    });
    // Without a listener, a connection that the server closes would end the process.
    this.boss.on('error', (error) =>
      this.logger.error({ event: 'jobs.error', err: error }, 'pg-boss met an error'),
    );
    this.boss.on('warning', (warning) => this.logger.warn({ event: 'jobs.warning' }, warning.message));
  }

  async onModuleInit(): Promise<void> {
    await this.boss.start();
    await this.boss.createQueue(ORDER_QUEUE, orderQueue);
    const { policy: _, ...changeable } = orderQueue;
    await this.boss.updateQueue(ORDER_QUEUE, changeable);
  }

  /** Waits for the orders in hand, then gives up the rest: they stay in the queue for the next process. */
  async onModuleDestroy(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: SHUTDOWN_PATIENCE_MS });
  }

  /** In the transaction that stores the order: both are there, or neither. Returns the job's id. */
  async enqueue(
    trx: Transaction<FulfillmentDatabase>,
    orderId: string,
    afterMs: number,
  ): Promise<string | undefined> {
    const job: OrderJob = { orderId };
    const id = await this.boss.send(ORDER_QUEUE, job, {
      singletonKey: orderId,
      startAfter: secondsOf(afterMs),
      db: fromKysely(trx),
    });
    return id ?? undefined;
  }

  /** Has the order looked at after this time, whatever was planned. A job that is at it right now comes to see it too. */
  async reschedule(trx: Transaction<FulfillmentDatabase>, orderId: string, afterMs: number): Promise<void> {
    const { updated } = await this.boss.update(ORDER_QUEUE, undefined, {
      singletonKey: orderId,
      startAfter: secondsOf(afterMs),
      db: fromKysely(trx),
    });
    if (updated === 0) await this.enqueue(trx, orderId, afterMs);
  }

  /** Gives every order a job that has none. */
  async enqueueMissing(orderIds: readonly string[]): Promise<number> {
    const jobs = orderIds.map((orderId) => ({ data: { orderId }, singletonKey: orderId }));
    const created = await this.boss.insert(ORDER_QUEUE, jobs, { returnId: true, db: fromKysely(this.db) });
    return created?.length ?? 0;
  }

  /** The order is settled, its job has nothing left to do. Only saves work: a job that stays finds that out itself. */
  async discard(jobId: string): Promise<void> {
    await this.boss.deleteJob(ORDER_QUEUE, jobId, { db: fromKysely(this.db) });
  }

  /** Gives every job its turn, from now until shutdown. */
  async work(turn: (orderId: string, signal: AbortSignal) => Promise<TurnResult>): Promise<void> {
    await this.boss.work<OrderJob, unknown, typeof orderWork>(ORDER_QUEUE, orderWork, (jobs) =>
      Promise.all(jobs.map((job) => this.settle(job, turn(job.data.orderId, job.signal)))),
    );
  }

  private async settle(job: Job<OrderJob>, turn: Promise<TurnResult>): Promise<JobResult> {
    try {
      const result = await turn;
      if (result.done) return { id: job.id, status: 'completed' };
      if (result.againAfterSeconds !== undefined) await this.postpone(job, result.againAfterSeconds);
      return { id: job.id, status: 'failed', output: { reason: 'order not settled yet' } };
    } catch (error) {
      this.logger.error(
        { event: 'order.turn-failed', orderId: job.data.orderId, err: error },
        'the turn of an order failed: it gets another one',
      );
      return { id: job.id, status: 'failed', output: { reason: 'the turn threw' } };
    }
  }

  /** pg-boss backs off by its own schedule; this puts a named time in its place. */
  private async postpone(job: Job<OrderJob>, seconds: number): Promise<void> {
    await this.boss.fail(ORDER_QUEUE, job.id);
    await this.boss.update(ORDER_QUEUE, undefined, { id: job.id, startAfter: seconds });
  }
}

/** pg-boss counts in seconds. */
function secondsOf(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
