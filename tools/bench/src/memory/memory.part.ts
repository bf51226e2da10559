import { LoadGenerator } from '../load/load-generator.js';
import { orderLoad } from '../orders/order-load.js';
import { type Part } from '../part.js';
import { type Finding } from '../report/finding.js';
import { BenchSystem } from '../system/bench-system.js';
import { ResidentSamples } from './resident-samples.js';

const RESIDENT_MIB = { atMost: 200 };
/** Flat: what garbage collection moves up and down, and no more. */
const GROWTH = { atMost: 1.05 };

/** How much memory the services hold while they take many orders, and whether they go on taking more. */
export const memoryPart: Part = async ({ memory: { orders } }, say) => {
  const system = await BenchSystem.start();
  const generator = new LoadGenerator();
  try {
    const shop = await system.openShop('memory', 'with');
    const samples = {
      fulfillment: new ResidentSamples(shop.fulfillment),
      inventory: new ResidentSamples(shop.inventory),
    };
    say(`${orders} orders`);
    const { perSecond } = await generator.run(orderLoad(shop, { requests: orders }));
    for (const each of Object.values(samples)) each.stop();
    return [
      {
        what: `orders from end to end, over ${orders.toLocaleString('en')}`,
        value: perSecond,
        unit: 'orders/s',
      },
      ...Object.entries(samples).flatMap(([service, each]) => findingsOf(service, orders, each)),
    ];
  } finally {
    generator.stop();
    await system.stop();
  }
};

function findingsOf(service: string, orders: number, samples: ResidentSamples): Finding[] {
  const after = `after ${orders.toLocaleString('en')} orders`;
  return [
    { what: `${service}: resident ${after}`, value: samples.last, unit: 'MB', goal: RESIDENT_MIB },
    { what: `${service}: resident at its highest`, value: samples.highest, unit: 'MB' },
    {
      what: `${service}: last quarter ÷ the quarter before`,
      value: samples.growthInSecondHalf,
      unit: '×',
      goal: GROWTH,
    },
  ];
}
