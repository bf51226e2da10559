import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { everythingInStock } from './scripted-inventory.js';
import { Gate } from './until.js';

let under: FulfillmentUnderTest;

beforeAll(async () => {
  under = await startFulfillment({ deadlineMs: 500 });
});

afterAll(() => under.stop());

it('a request waits no longer than its deadline, and what Inventory did meanwhile counts', async () => {
  const gate = new Gate();
  under.inventory.next('reserve', async (call) => {
    await gate.passed();
    return everythingInStock(call);
  });
  const placed = await under.place();
  expect(placed.status).toBe(202);
  expect(placed.body.state).toBe('pending');
  gate.open();
  expect(await under.finished(placed.body.id)).toMatchObject({
    state: 'confirmed',
    reservationId: placed.body.reservationId,
  });
});
