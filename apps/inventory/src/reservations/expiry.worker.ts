import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Kysely } from 'kysely';
import { Clock } from '../clock.js';
import { type Database } from '../database/schema.js';
import { type ReservationKey } from './reservation.js';
import { ReservationMetrics } from './reservation-metrics.js';
import { ReservationsRepository } from './reservations.repository.js';
import { ReservationsService } from './reservations.service.js';

const sweepEveryMs = 5_000;
/** Bounds one sweep, so that a shutdown never waits for a backlog. */
const maxExpiredPerSweep = 500;
const maxPurgedPerSweep = 1_000;
const endedKeptMs = 7 * 24 * 60 * 60 * 1_000;

interface Swept {
  readonly expired: number;
  readonly purged: number;
}

/**
 * Gives back what expired holds still hold, and forgets what ended a week ago. Any number of replicas may sweep
 * at once: each takes the rows that no other has locked.
 */
@Injectable()
export class ExpiryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ExpiryWorker.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    @InjectDatabase() private readonly database: Kysely<Database>,
    private readonly service: ReservationsService,
    private readonly reservations: ReservationsRepository,
    private readonly metrics: ReservationMetrics,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  /** The database closes after this, and not under a sweep. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.allSettled([this.sweeping]);
  }

  /** One sweep; what it did. */
  sweep(): Promise<Swept> {
    const sweep = this.sweepOnce();
    this.sweeping = sweep;
    return sweep;
  }

  private async sweepOnce(): Promise<Swept> {
    const now = this.clock.now();
    let expired = 0;
    for (const key of await this.reservations.due(this.database, now, maxExpiredPerSweep)) {
      if (this.stopped) break;
      if (await this.expire(key)) expired++;
    }
    this.metrics.swept(expired);
    const before = new Date(now.getTime() - endedKeptMs);
    const purged = await this.reservations.purge(this.database, before, maxPurgedPerSweep);
    return { expired, purged };
  }

  /** One reservation that cannot be ended must not keep the others from it. */
  private async expire(key: ReservationKey): Promise<boolean> {
    try {
      return await this.service.expire(key);
    } catch (error) {
      this.logger.error({ event: 'reservation.expiry-failed', ...key, err: error });
      return false;
    }
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      void this.sweepAndReport().then(() => {
        this.schedule();
      });
    }, sweepEveryMs);
    this.timer.unref();
  }

  /** A failed sweep is logged and the next one tries again: nothing is lost, only late. */
  private async sweepAndReport(): Promise<void> {
    try {
      const done = await this.sweep();
      if (done.expired + done.purged > 0) this.logger.log({ event: 'reservations.swept', ...done });
    } catch (error) {
      this.logger.error({ event: 'reservations.sweep-failed', err: error });
    }
  }
}
