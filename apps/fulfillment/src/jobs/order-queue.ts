import { type Queue, type WorkOptions } from 'pg-boss';

export const ORDER_QUEUE = 'orders';

/**
 * One job per order that is not settled, never two: `exclusive` refuses a second one with the same key, whoever
 * asks for it, and whenever.
 */
export const orderQueue: Omit<Queue, 'name'> = {
  policy: 'exclusive',
  notify: true,
  // A worker that died holds its job this long, plus at most one round of the monitor (see `jobSupervision`).
  expireInSeconds: 30,
  // 1, 2, 4, 8, then 15 s with jitter: soon after an outage is over, and not all at once.
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 15,
  // Practically for ever; should it run out all the same, the reconciler starts anew.
  retryLimit: 100_000,
  // Done jobs say nothing that the order does not say.
  deleteAfterSeconds: 3_600,
};

/** Defaults are 60 s each: a crashed worker's orders would wait a minute and a half. */
export const jobSupervision = {
  supervise: true,
  superviseIntervalSeconds: 5,
  monitorIntervalSeconds: 5,
} as const;

/** How long one turn of a job may take; less than `expireInSeconds`, or the next worker would join in. */
export const JOB_TIME_LIMIT_MS = 20_000;

/** A parked order waits for a person: asking more often than this only fills two logs. */
export const PARKED_RETRY_SECONDS = 60;

export const orderWork = {
  batchSize: 20,
  localConcurrency: 2,
  perJobResults: true,
  // While batches come back full there is a backlog: fetch on without a pause.
  burstWhenBatchFull: true,
  // NOTIFY wakes workers for new jobs in milliseconds, but a retry that comes due notifies nobody.
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
} as const satisfies WorkOptions;

/** For the workers' polling, supervision and settlement; everything else goes through the service's own pool. */
export const JOB_POOL_SIZE = 4;

/** How long a shutdown waits for the orders that are being walked. What is cut off is simply walked again. */
export const SHUTDOWN_PATIENCE_MS = 5_000;
