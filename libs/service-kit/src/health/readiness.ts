import { Logger } from '@nestjs/common';
import { inTime } from '../in-time.js';

/**
 * What one part of a service says of itself. Only `status` leaves the process; whatever else a part adds goes to the
 * log. No index signature: an interface such as `KeysHealth` of `@nest-entra/auth` would not fit it.
 */
export interface HealthResult {
  readonly status: 'up' | 'down';
}

/** A part without which a service cannot serve: an injectable class with a name and a check. */
export interface HealthIndicator {
  readonly name: string;
  check(): Promise<HealthResult>;
}

/** Why a check came to nothing. */
interface Failure {
  readonly reason?: string;
  readonly err?: unknown;
}

/** The answer of `/health/ready`. */
export interface ReadinessReport {
  readonly status: 'up' | 'down';
  readonly checks: Readonly<Record<string, 'up' | 'down'>>;
}

const readinessTimes = {
  /** A part that takes longer is taken for down. */
  checkTimeoutMs: 2_000,
  /** The endpoint is public: however often it is asked, the database is asked once in this time. */
  reportLifetimeMs: 1_000,
  nowMs: () => performance.now(),
};

/** Whether this process should get traffic: every indicator is up, and it is not shutting down. */
export class Readiness {
  private readonly logger = new Logger(Readiness.name);
  private readonly lastStatus = new Map<string, 'up' | 'down'>();
  private shuttingDown = false;
  private current: { report: Promise<ReadinessReport>; expiresAtMs: number } | undefined;

  private readonly times: typeof readinessTimes;

  constructor(
    private readonly indicators: readonly HealthIndicator[],
    times: Partial<typeof readinessTimes> = {},
  ) {
    this.times = { ...readinessTimes, ...times };
  }

  /** From now on not ready, whatever the indicators say. */
  beginShutdown(): void {
    this.shuttingDown = true;
  }

  get isShuttingDown(): boolean {
    return this.shuttingDown;
  }

  async report(): Promise<ReadinessReport> {
    if (this.shuttingDown) return { status: 'down', checks: {} };
    const { nowMs, reportLifetimeMs } = this.times;
    if (!this.current || nowMs() >= this.current.expiresAtMs) {
      this.current = { report: this.askAll(), expiresAtMs: nowMs() + reportLifetimeMs };
    }
    return this.current.report;
  }

  private async askAll(): Promise<ReadinessReport> {
    const checks = Object.fromEntries(
      await Promise.all(
        this.indicators.map(async (indicator) => [indicator.name, await this.ask(indicator)] as const),
      ),
    );
    const status = Object.values(checks).every((each) => each === 'up') ? 'up' : 'down';
    return { status, checks };
  }

  private async ask(indicator: HealthIndicator): Promise<'up' | 'down'> {
    const result = await checkInTime(indicator, this.times.checkTimeoutMs);
    if (this.lastStatus.get(indicator.name) !== result.status) this.logChange(indicator.name, result);
    this.lastStatus.set(indicator.name, result.status);
    return result.status;
  }

  private logChange(check: string, result: HealthResult): void {
    const wasUp = this.lastStatus.has(check);
    if (result.status === 'up') this.logger.log({ check }, 'a part of this service is up');
    else if (wasUp) this.logger.error({ check, ...result }, 'a part of this service is down');
    // a service that has just started fetches its first keys, say: no reason to wake anybody
    else this.logger.warn({ check, ...result }, 'a part of this service is down');
  }
}

async function checkInTime(indicator: HealthIndicator, timeoutMs: number): Promise<HealthResult & Failure> {
  try {
    const outcome = await inTime(indicator.check(), timeoutMs);
    return outcome.late ? { status: 'down', reason: 'no answer in time' } : outcome.value;
  } catch (error) {
    return { status: 'down', err: error };
  }
}
