import { setTimeout as sleep } from 'node:timers/promises';
import { type FixtureProcess, startFixture } from './fixture-process.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const IN_FLIGHT = 500;
const EXIT_DEADLINE_MS = 10_000;

describe('SIGTERM', () => {
  let database: TestDatabase;
  let service: FixtureProcess;
  beforeEach(async () => {
    database = await createTestDatabase();
    service = await startFixture({ DATABASE_URL: database.url, SHUTDOWN_DRAIN_SECONDS: '1' });
  });
  afterEach(async () => {
    service.signal('SIGKILL');
    await service.exited;
    await database.drop();
  });

  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(service.origin + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text || '{}') as unknown };
  };

  it(`answers ${String(IN_FLIGHT)} requests in flight, then exits 0`, async () => {
    const slow = Array.from({ length: IN_FLIGHT }, () => ask('/slow'));
    await until(async () => (await ask('/waiting')).body, { waiting: IN_FLIGHT });

    service.signal('SIGTERM');
    await until(async () => (await ask('/health/ready')).status, 503);
    expect((await ask('/health/live')).status).toBe(200);
    await ask('/release', { method: 'POST' });

    const answers = await Promise.all(slow);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(IN_FLIGHT);
    expect(answers.map(({ body }) => body)).toContainEqual({ answer: 42 });
    expect(answers.filter(({ headers }) => headers.get('connection') === 'close')).toHaveLength(IN_FLIGHT);
    const exitCode = await Promise.race([
      service.exited,
      sleep(EXIT_DEADLINE_MS, 'still running', { ref: false }),
    ]);
    expect(exitCode).toBe(0);
    expect(service.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

const ATTEMPTS = 400;

/** Asks until the answer is the expected one. */
async function until<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const answer = await ask();
    if (JSON.stringify(answer) === JSON.stringify(expected)) return;
    await sleep(20);
  }
  expect(await ask()).toEqual(expected);
}
