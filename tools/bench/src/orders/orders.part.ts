import { LoadGenerator } from '../load/load-generator.js';
import { interleaved } from '../measure/interleaved.js';
import { median, medianRatio } from '../measure/statistics.js';
import { type Part } from '../part.js';
import { BenchSystem } from '../system/bench-system.js';
import { orderLoad } from './order-load.js';

const SHARE_OF_WITHOUT = { atLeast: 0.9 };

/** Orders per second from end to end: with authentication at both services, and composed without. */
export const ordersPart: Part = async ({ orders: { rounds, seconds, warmUpSeconds } }, say) => {
  const system = await BenchSystem.start();
  const generator = new LoadGenerator();
  try {
    const shops = {
      with: await system.openShop('with', 'with'),
      without: await system.openShop('without', 'without'),
    };
    const names = ['with', 'without'] as const;
    const run = (name: (typeof names)[number], duration: number) =>
      generator.run(orderLoad(shops[name], { seconds: duration }));
    for (const name of names) await run(name, warmUpSeconds);
    say(`${rounds} rounds`);
    const results = await interleaved(names, rounds, (name) => run(name, seconds));
    const rates = {
      with: results.with.map(({ perSecond }) => perSecond),
      without: results.without.map(({ perSecond }) => perSecond),
    };
    return [
      { what: 'orders from end to end, with authentication', value: median(rates.with), unit: 'orders/s' },
      { what: 'orders from end to end, without', value: median(rates.without), unit: 'orders/s' },
      {
        what: 'with authentication ÷ without',
        value: medianRatio(rates.with, rates.without),
        unit: '×',
        goal: SHARE_OF_WITHOUT,
      },
    ];
  } finally {
    generator.stop();
    await system.stop();
  }
};
