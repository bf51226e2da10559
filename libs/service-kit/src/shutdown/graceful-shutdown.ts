import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance } from 'fastify';
import { type Readiness } from '../health/readiness.js';
import { inTime } from '../in-time.js';
import { flushAll } from './flush.js';

interface ShutdownOptions {
  /** How long to go on serving after `ready` has turned false. */
  readonly drainSeconds: number;
  readonly readiness: Readiness;
}

/** From the end of the drain until the process gives up on what is still running. */
const SHUTDOWN_DEADLINE_MS = 10_000;

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Ends the process without losing a request: `ready` turns false, the drain time passes, the server stops to
 * accept and finishes what it has accepted, the application closes its pools, telemetry is flushed, exit 0.
 */
export function shutDownOnSignal(app: NestFastifyApplication, options: ShutdownOptions): void {
  const logger = new Logger('Shutdown');
  let begun = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    // a terminal sends Ctrl-C to the whole group, and npm passes it on: the second one is an echo
    if (begun) return;
    begun = true;
    logger.log({ signal }, 'shutting down');
    shutDown(app, options).then(
      () => {
        logger.log('shut down');
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the shutdown failed');
        process.exit(1);
      },
    );
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

async function shutDown(
  app: NestFastifyApplication,
  { drainSeconds, readiness }: ShutdownOptions,
): Promise<void> {
  readiness.beginShutdown();
  await sleep(drainSeconds * 1_000);
  const { late } = await inTime(closeInOrder(app), SHUTDOWN_DEADLINE_MS);
  if (late) throw new Error('work in progress did not end in time');
}

async function closeInOrder(app: NestFastifyApplication): Promise<void> {
  // before `app.close()`, whose first hooks already take apart what requests in flight still need
  await app.getHttpAdapter().getInstance().close();
  await app.close();
  await flushAll();
}

/** While shutting down, every answer asks its client to connect anew: to a process that stays. */
export function registerConnectionClose(fastify: FastifyInstance, readiness: Readiness): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (readiness.isShuttingDown) void reply.header('Connection', 'close');
    done(null, payload);
  });
}
