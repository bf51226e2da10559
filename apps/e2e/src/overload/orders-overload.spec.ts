import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { Launcher, Site } from '../launcher.js';
import { type Answer, RunningSystem } from '../running-system.js';
import { type Asked, Crowd, type Ended } from './crowd.js';
import { liveHeapOf } from './live-heap.js';

const OVERLOAD = 3;
const SECONDS = 30;
const WARM_UP_SECONDS = 10;
/** Several times what one process takes at a time, so that it is the service that refuses, and not a lack of sockets. */
const CONNECTIONS = 400;
/** Clients that wait for their answers: enough to keep both processors busy. */
const PATIENT_CLIENTS = 8;
/** Of thousands of requests, even a leak of a few kilobytes each would be more. */
const STEADY_MEGABYTES = 15;
/** Whether or not it is garbage: RSS wanders, and this says only that it has an end. */
const BOUNDED_MEGABYTES = 700;

const services = ['fulfillment', 'inventory'] as const;

// for minutes it takes all of the machine, and what it finds depends on that: `npm run test:soak`
(process.env.SOAK ? describe : describe.skip)(
  `${OVERLOAD} times the orders that the system can bear, with the limits that it has by default`,
  () => {
    let site: Site;
    let launcher: Launcher;
    let system: RunningSystem;
    let crowd: Crowd;
    let sku: string;
    beforeAll(async () => {
      site = await Site.prepare();
      launcher = await new Launcher(site, { LOG_FORMAT: 'json' }).ready();
      system = new RunningSystem(site.localEnvFile);
      sku = await stock(1_000_000);
      const token = await system.token('STOREFRONT', 'FULFILLMENT');
      crowd = new Crowd(system.url('FULFILLMENT', ''), CONNECTIONS, () => order(token));
    }, 60_000);
    afterAll(async () => {
      await crowd.leave();
      await system.close();
      await launcher.stop();
      site.remove();
    });

    it('is refused where it is too much; the rest is served, and everything is as before', async () => {
      const begun = launcher.output.length;
      await crowd.patiently(PATIENT_CLIENTS, WARM_UP_SECONDS / 2);
      const sustained = await crowd.patiently(PATIENT_CLIENTS, WARM_UP_SECONDS / 2);
      expect(countsOf(sustained)).toEqual({ 201: sustained.length });
      const rate = sustained.length / (WARM_UP_SECONDS / 2);
      // the first time, memory grows to what so many requests at once need
      await crowd.relentlessly(rate * OVERLOAD, WARM_UP_SECONDS);
      const before = await memory();

      const ended = await crowd.relentlessly(rate * OVERLOAD, SECONDS);
      const counts = countsOf(ended);
      const refused = ended.filter(({ status }) => status === 429 || status === 503);
      const served = ended.filter(({ status }) => status === 201);
      console.log({ rate, offered: ended.length, counts, codes: codesOf(refused), served: timesOf(served) });

      // 0 would be a connection that was cut, and 500 a service that did not know what to say
      expect(Object.keys(counts).filter((status) => !['201', '202', '429', '503'].includes(status))).toEqual(
        [],
      );
      expect(refused).not.toHaveLength(0);
      expect(refused.filter(({ retryAfterSeconds }) => !(retryAfterSeconds > 0))).toEqual([]);
      // who takes too much at once serves nobody in time: that is what refusing is for
      expect(served.length / SECONDS).toBeGreaterThan(rate / 2);

      // somebody else, whose own limit is untouched
      const other = await otherCaller();
      for (let orders = 0; orders < 10; orders++) expect((await place(other)).status).toBe(201);
      const after = await memory();
      console.log(JSON.stringify({ before, after }));
      for (const service of services) {
        expect(after[service].live).toBeLessThan(before[service].live + STEADY_MEGABYTES);
        expect(after[service].rss).toBeLessThan(BOUNDED_MEGABYTES);
      }
      expect(complaintsSince(begun)).toEqual([]);
    }, 180_000);

    const order = (token: string): Asked => ({
      method: 'POST',
      path: '/orders',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': `"${randomUUID()}"`,
      },
      body: JSON.stringify({ lines: [{ sku, quantity: 1 }] }),
    });

    const place = (token: string): Promise<Answer> =>
      system.call({
        method: 'POST',
        url: system.url('FULFILLMENT', '/orders'),
        token,
        headers: { 'idempotency-key': `"${randomUUID()}"` },
        json: { lines: [{ sku, quantity: 1 }] },
      });

    async function stock(onHand: number): Promise<string> {
      const name = `OVERLOAD-${randomUUID()}`;
      const token = await system.token('WAREHOUSE', 'INVENTORY');
      const url = system.url('INVENTORY', `/stock/${name}`);
      const headers = { 'if-none-match': '*' };
      const { status } = await system.call({ method: 'PUT', url, token, headers, json: { onHand } });
      expect(status).toBe(201);
      return name;
    }

    /** A second application that may order. */
    async function otherCaller(): Promise<string> {
      const json = { principal: 'warehouse', resource: 'fulfillment', role: 'Orders.Write.All' };
      const url = `${system.variable('CONTROL_URL')}/roles/grant`;
      const token = system.variable('CONTROL_TOKEN');
      expect((await system.call({ method: 'POST', url, token, json })).status).toBe(200);
      return system.token('WAREHOUSE', 'FULFILLMENT');
    }

    /** Not those of the start, when a service is asked before it has its first signing keys. */
    const complaintsSince = (begun: number): string[] =>
      launcher.output
        .slice(begun)
        .split('\n')
        .filter((line) => /ended by itself|"level":"(error|fatal)"/.test(line));

    /** In megabytes. */
    async function memory(): Promise<Record<(typeof services)[number], { rss: number; live: number }>> {
      const of = async (service: string) => {
        const pid = launcher.pidOf(service);
        const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString());
        return { rss: Math.round(kilobytes / 1024), live: await liveHeapOf(pid) };
      };
      return { fulfillment: await of('fulfillment'), inventory: await of('inventory') };
    }
  },
);

function countsOf(ended: readonly Ended[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of ended) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const codesOf = (refused: readonly Ended[]): string[] => [...new Set(refused.map(({ code }) => code ?? ''))];

function timesOf(ended: readonly Ended[]) {
  const times = ended.map(({ ms }) => ms).sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => times[Math.floor(times.length * share)]);
  return { p50, p99 };
}
