import { LoadGenerator } from '../load/load-generator.js';
import { type LoadResult } from '../load/load-job.js';
import { interleaved } from '../measure/interleaved.js';
import { median } from '../measure/statistics.js';
import { orderLoad } from '../orders/order-load.js';
import { type Part } from '../part.js';
import { type Finding } from '../report/finding.js';
import { BenchSystem } from '../system/bench-system.js';
import { seedOrders, seedStock } from '../system/seed.js';

const TIMES_THAT_OF_FEW = { atMost: 1.5 };

/** How long an order takes in a shop with little stock and a short past, and in one with a thousand times as much. */
export const latencyPart: Part = async ({ latency }, say) => {
  const { rows, rounds, seconds, warmUpSeconds, rate } = latency;
  const [few, many] = rows;
  const system = await BenchSystem.start();
  const generator = new LoadGenerator();
  try {
    const openShop = async (name: string, count: number) => {
      const shop = await system.openShop(name, 'with');
      say(`${count} rows of stock and orders: making them`);
      await seedStock(shop.databases.inventory, count);
      await seedOrders(shop.databases, count);
      return { shop, count };
    };
    const shops = { few: await openShop('few', few), many: await openShop('many', many) };
    const names = ['few', 'many'] as const;
    const run = (name: (typeof names)[number], duration: number): Promise<LoadResult> => {
      const { shop, count } = shops[name];
      return generator.run(orderLoad(shop, { seconds: duration }, { skus: count, rate }));
    };
    for (const name of names) await run(name, warmUpSeconds);
    say(`${rounds} rounds`);
    const results = await interleaved(names, rounds, (name) => run(name, seconds));
    const p99 = (name: (typeof names)[number]) => median(results[name].map(({ p99Ms }) => p99Ms));
    return [
      ...names.flatMap((name) => latencies(shops[name].count, results[name])),
      {
        what: `p99 with ${many.toLocaleString('en')} rows ÷ with ${few.toLocaleString('en')}`,
        value: p99('many') / p99('few'),
        unit: '×',
        goal: TIMES_THAT_OF_FEW,
      },
    ];
  } finally {
    generator.stop();
    await system.stop();
  }
};

function latencies(count: number, results: readonly LoadResult[]): Finding[] {
  const label = `an order, ${count.toLocaleString('en')} rows of stock and orders`;
  return [
    { what: `${label}: p50`, value: median(results.map(({ p50Ms }) => p50Ms)), unit: 'ms' },
    { what: `${label}: p99`, value: median(results.map(({ p99Ms }) => p99Ms)), unit: 'ms' },
  ];
}
