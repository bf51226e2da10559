import { Injectable, Logger, Module } from '@nestjs/common';
import { type HealthIndicator, type HealthResult, Readiness } from '../src/health/readiness.js';
import { startTestService } from './test-service.js';

const indicator = (name: string, check: () => Promise<HealthResult>): HealthIndicator => ({ name, check });
const up = () => Promise.resolve<HealthResult>({ status: 'up' });

@Injectable()
class FlakyHealth implements HealthIndicator {
  readonly name = 'flaky';
  static status: 'up' | 'down' = 'up';

  check(): Promise<HealthResult> {
    return Promise.resolve({ status: FlakyHealth.status, reason: 'hunter2' });
  }
}

@Module({ providers: [FlakyHealth] })
class FlakyModule {}

describe('readiness', () => {
  // without a service there is no log to look at
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('is up only while every part is up', async () => {
    const down = indicator('keys', () => Promise.resolve({ status: 'down' }));
    expect(await new Readiness([indicator('database', up)]).report()).toEqual({
      status: 'up',
      checks: { database: 'up' },
    });
    expect(await new Readiness([indicator('database', up), down]).report()).toEqual({
      status: 'down',
      checks: { database: 'up', keys: 'down' },
    });
  });

  it('takes a check that throws for a part that is down', async () => {
    const broken = indicator('database', () => Promise.reject(new Error('no connection')));
    expect(await new Readiness([broken]).report()).toEqual({ status: 'down', checks: { database: 'down' } });
  });

  it('takes a check that never answers for a part that is down', async () => {
    const silent = indicator('database', () => new Promise(() => undefined));
    expect(await new Readiness([silent], { checkTimeoutMs: 1 }).report()).toMatchObject({ status: 'down' });
  });

  it('asks once however many ask it, and again when the answer is old', async () => {
    let nowMs = 0;
    let asked = 0;
    const counting = indicator('database', () => {
      asked += 1;
      return up();
    });
    const readiness = new Readiness([counting], { nowMs: () => nowMs });
    await Promise.all(Array.from({ length: 100 }, () => readiness.report()));
    nowMs = 999;
    await readiness.report();
    expect(asked).toBe(1);
    nowMs = 1_000;
    await readiness.report();
    expect(asked).toBe(2);
  });

  it('is down from the first moment of a shutdown', async () => {
    const readiness = new Readiness([indicator('database', up)]);
    await readiness.report();
    readiness.beginShutdown();
    expect((await readiness.report()).status).toBe('down');
  });
});

describe('health endpoints', () => {
  it('answer with the state of each part, and leave the reason to the log, once', async () => {
    FlakyHealth.status = 'up';
    const service = await startTestService({ module: FlakyModule, readiness: [FlakyHealth] });
    const ready = await service.fetch('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.headers.get('cache-control')).toBe('no-store');
    expect(await ready.json()).toEqual({ status: 'up', checks: { flaky: 'up' } });
    await service.close();

    FlakyHealth.status = 'down';
    const down = await startTestService({ module: FlakyModule, readiness: [FlakyHealth] });
    const response = await down.fetch('/health/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'down', checks: { flaky: 'down' } });
    await down.fetch('/health/ready');
    expect(down.log.with('a part of this service is down')).toMatchObject([
      { check: 'flaky', reason: 'hunter2' },
    ]);
    expect((await down.fetch('/health/live')).status).toBe(200);
    expect((await down.fetch('/health/startup')).status).toBe(200);
    await down.close();
  });

  it('tell of a part that is down: as a warning when it was never up, as an error when it was', async () => {
    const service = await startTestService({ module: FlakyModule });
    let nowMs = 0;
    const readiness = new Readiness([new FlakyHealth()], { nowMs: () => nowMs });
    for (const status of ['down', 'up', 'down'] as const) {
      FlakyHealth.status = status;
      await readiness.report();
      nowMs += 1_000;
    }
    await service.close();
    expect(service.log.with('a part of this service is down')).toMatchObject([
      { level: 'warn', check: 'flaky' },
      { level: 'error', check: 'flaky' },
    ]);
  });
});
