import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FixtureProcess, startFixture } from './fixture-process.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const OVERLOAD = 3;
const SECONDS = 30;
const CONNECTIONS = 100;

// takes minutes: load-shedding.spec.ts shows the same in small
(process.env.SOAK ? describe : describe.skip)(
  `${String(OVERLOAD)} times the load that a service can bear`,
  () => {
    let database: TestDatabase;
    let service: FixtureProcess;
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    beforeAll(async () => {
      database = await createTestDatabase();
      service = await startFixture({
        DATABASE_URL: database.url,
        RATE_LIMIT_PER_MINUTE: '1000000000',
        LOAD_LIMIT_REQUESTS_IN_FLIGHT: '50',
        LOAD_LIMIT_EVENT_LOOP_LAG_MS: '100',
      });
    });
    afterAll(async () => {
      agent.destroy();
      service.signal('SIGKILL');
      await service.exited;
      await database.drop();
    });

    const ask = async (path: string) => {
      const started = performance.now();
      const sent = request(service.origin + path, { agent }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      const body = await json(response);
      return {
        status: response.statusCode ?? 0,
        retryAfter: response.headers['retry-after'],
        body,
        ms: Math.round(performance.now() - started),
      };
    };

    it('is refused where it is too much; the rest is served, and the service recovers', async () => {
      await sustainableRate(1);
      const rate = await sustainableRate(2);
      const before = await heldMegabytes();

      const answers = await offer(rate * OVERLOAD, SECONDS);
      const served = answers.filter(({ status }) => status === 200);
      const refused = answers.filter(({ status }) => status === 503);
      expect(served.length + refused.length).toBe(answers.length);
      expect(served).not.toHaveLength(0);
      expect(refused).not.toHaveLength(0);
      expect(refused.every(({ retryAfter }) => retryAfter === '1')).toBe(true);

      for (let call = 0; call < 20; call += 1) expect((await ask('/work')).status).toBe(200);
      const after = await heldMegabytes();
      expect(after).toBeLessThan(before + 20);
      expect(service.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
      const times = served.map(({ ms }) => ms).sort((a, b) => a - b);
      const [p50, p99] = [0.5, 0.99].map((share) => times[Math.floor(times.length * share)]);
      console.log({ rate, offered: answers.length, served: served.length, p50, p99, before, after });
    }, 120_000);

    /** How many requests a second are answered when each of a few clients waits for its answer. */
    async function sustainableRate(seconds: number): Promise<number> {
      const end = performance.now() + seconds * 1_000;
      let answered = 0;
      const client = async () => {
        for (; performance.now() < end; answered += 1) await ask('/work');
      };
      await Promise.all(Array.from({ length: 8 }, client));
      return answered / seconds;
    }

    /** Sends so many requests a second whether or not they are answered, as a crowd does. */
    async function offer(rate: number, seconds: number) {
      const started = performance.now();
      const answers: ReturnType<typeof ask>[] = [];
      for (let elapsed = 0; elapsed < seconds; elapsed = (performance.now() - started) / 1_000) {
        while (answers.length < elapsed * rate) answers.push(ask('/work'));
        await sleep(5);
      }
      return Promise.all(answers);
    }

    async function heldMegabytes(): Promise<number> {
      const { body } = await ask('/memory');
      return (body as { megabytes: number }).megabytes;
    }
  },
);
