import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { everythingInStock, problem } from './scripted-inventory.js';
import { Gate, until } from './until.js';

let under: FulfillmentUnderTest;

beforeEach(async () => {
  under = await startFulfillment();
});

afterEach(() => under.stop());

/** An order whose job is asking Inventory right now, and waits at the gate for the answer. */
async function orderInTheHandsOfItsJob(gate: Gate): Promise<string> {
  under.inventory.always('reserve', problem(503, 'OVERLOADED'));
  const { body } = await under.place();
  under.inventory.reset();
  under.inventory.always('reserve', async (call) => {
    await gate.passed();
    return everythingInStock(call);
  });
  await until(async () => {
    await under.database.hurry();
    return under.inventory.calls.length === 1;
  });
  return body.id;
}

it('a shutdown lets the job at work finish its order', async () => {
  const gate = new Gate();
  const id = await orderInTheHandsOfItsJob(gate);
  const stopped = under.replicas[0].stop();
  gate.open();
  await stopped;
  const [row] = await under.database.rows('SELECT state FROM orders WHERE id = $1', [id]);
  expect(row).toEqual({ state: 'confirmed' });
});

it('a shutdown does not wait for ever: what it cuts off waits for the next process', async () => {
  const gate = new Gate();
  const id = await orderInTheHandsOfItsJob(gate);
  await under.replicas[0].stop();
  expect(await under.jobsOf(id)).toEqual(['retry']);
  gate.open();
});
