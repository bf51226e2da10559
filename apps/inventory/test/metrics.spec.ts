import { randomUUID } from 'node:crypto';
import { MetricReader } from '@nest-entra/service-kit/testing';
import { ExpiryWorker } from '../src/reservations/expiry.worker.js';
import { TestSystem, ttlSeconds } from './support/test-system.js';

const metrics = MetricReader.install();
const pointsOf = (metric: string) => metrics.pointsOf(metric);

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start();
});
afterAll(async () => {
  await system.stop();
  await metrics.uninstall();
});

it('an operator sees how many reservations hold stock, and whether the sweeper keeps up', async () => {
  const active = (inTime: number, overdue: number) => [
    { condition: 'in-time', value: inTime },
    { condition: 'overdue', value: overdue },
  ];
  const sku = `S-${randomUUID()}`;
  await system.stock({ [sku]: 10 });
  const client = system.client('fulfillment');
  expect(await pointsOf('inventory.reservation.active')).toEqual(active(0, 0));

  const [confirmed, ...left] = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of [confirmed, ...left]) await client.reserve(id, [{ sku, quantity: 1 }]);
  expect(await pointsOf('inventory.reservation.active')).toEqual(active(3, 0));

  await client.confirm(confirmed);
  system.clock.advanceSeconds(ttlSeconds);
  expect(await pointsOf('inventory.reservation.active')).toEqual(active(0, 2));

  await system.replicas[0].service.app.get(ExpiryWorker).sweep();
  expect(await pointsOf('inventory.reservation.active')).toEqual(active(0, 0));
  expect(await pointsOf('inventory.reservation.expired')).toEqual([{ value: 2 }]);
});
