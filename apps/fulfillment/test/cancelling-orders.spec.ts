import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { type AnswerBody } from './running-fulfillment.js';
import {
  type Call,
  everythingInStock,
  insufficientStock,
  problem,
  type Reply,
} from './scripted-inventory.js';
import { Gate, until } from './until.js';

let under: FulfillmentUnderTest;

beforeAll(async () => {
  under = await startFulfillment();
});

afterEach(() => under.inventory.reset());

afterAll(() => under.stop());

const away = problem(503, 'OVERLOADED');

async function pendingOrder(): Promise<AnswerBody> {
  under.inventory.alwaysAll(away);
  const { body } = await under.place();
  expect(body.state).toBe('pending');
  under.inventory.reset();
  return body;
}

async function reservedOrder(): Promise<AnswerBody> {
  under.inventory.always('confirm', away);
  const { body } = await under.place();
  expect(body.state).toBe('reserved');
  under.inventory.reset();
  return body;
}

/** Answers like an Inventory that keeps its books: once released, an id holds nothing any more. */
function bookkeeping(): { held: Set<string>; script: (call: Call) => Reply } {
  const held = new Set<string>();
  const tombstones = new Set<string>();
  return {
    held,
    script: (call) => {
      if (call.verb === 'release') {
        held.delete(call.reservationId);
        tombstones.add(call.reservationId);
      }
      if (call.verb === 'reserve') {
        if (tombstones.has(call.reservationId))
          return problem(410, 'RESERVATION_ENDED', { state: 'released' });
        held.add(call.reservationId);
      }
      return everythingInStock(call);
    },
  };
}

it('a pending order is cancelled, and Inventory is told that it will never be wanted', async () => {
  const order = await pendingOrder();
  const cancelled = await under.cancel(order.id);
  expect(cancelled).toMatchObject({ status: 200, body: { id: order.id, state: 'cancelled' } });
  expect(under.inventory.verbsFor(order.reservationId)).toEqual(['release']);
});

it('a reserved order is cancelled, and its pieces are given back', async () => {
  const order = await reservedOrder();
  expect(await under.cancel(order.id)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  expect(under.inventory.verbsFor(order.reservationId)).toEqual(['release']);
});

it('cancelling twice is cancelling once', async () => {
  const order = await pendingOrder();
  const [first, second] = [await under.cancel(order.id), await under.cancel(order.id)];
  expect(second).toMatchObject({ status: 200, body: first.body });
  expect(under.inventory.verbsFor(order.reservationId)).toEqual(['release']);
});

it('a confirmed order stays confirmed', async () => {
  const { body } = await under.place();
  const answer = await under.cancel(body.id);
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ code: 'ORDER_NOT_CANCELLABLE', id: body.id, state: 'confirmed' });
  expect(under.inventory.verbsFor(body.reservationId)).toEqual(['reserve', 'confirm']);
});

it('a rejected order stays rejected', async () => {
  under.inventory.next('reserve', (call) => insufficientStock(call));
  const { body } = await under.place();
  expect(await under.cancel(body.id)).toMatchObject({ status: 409, body: { state: 'rejected' } });
});

it('a pending order is cancelled while Inventory is away, and the hold is released once it is back', async () => {
  const order = await pendingOrder();
  under.inventory.alwaysAll(away);
  expect(await under.cancel(order.id)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  under.inventory.reset();
  await until(async () => {
    await under.database.hurry();
    return under.inventory.verbsFor(order.reservationId).includes('release');
  });
});

it('a reserved order cannot be decided while Inventory is away: the wish is kept, and fulfilled later', async () => {
  const order = await reservedOrder();
  under.inventory.alwaysAll(away);
  const undecided = await under.cancel(order.id);
  expect(undecided).toMatchObject({ status: 202, body: { state: 'reserved', cancelRequested: true } });
  under.inventory.reset();
  expect(await under.finished(order.id)).toMatchObject({ state: 'cancelled' });
  expect(under.inventory.verbsFor(order.reservationId)).toEqual(['release']);
});

it('a confirm that got through without its answer wins over a later cancellation', async () => {
  const order = await reservedOrder();
  under.inventory.next('release', problem(409, 'RESERVATION_CONFIRMED'));
  const answer = await under.cancel(order.id);
  expect(answer).toMatchObject({
    status: 409,
    body: { code: 'ORDER_NOT_CANCELLABLE', state: 'confirmed' },
  });
  expect((await under.get(order.id)).body.state).toBe('confirmed');
});

it.each(['before', 'after'] as const)(
  'a cancellation during the reserve leaves nothing held: Inventory reserves %s it releases',
  async (when) => {
    const books = bookkeeping();
    under.inventory.alwaysAll(books.script);
    const gate = new Gate();
    under.inventory.next('reserve', async (call) => {
      const early = when === 'before' ? books.script(call) : undefined;
      await gate.passed();
      return early ?? books.script(call);
    });
    const placing = under.place();
    await until(() => under.inventory.calls.length === 1);
    const { id } = await under.newest();
    expect(await under.cancel(id)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    gate.open();
    const placed = await placing;
    expect(placed).toMatchObject({ status: 409, body: { id, code: 'ORDER_CANCELLED', state: 'cancelled' } });
    expect(books.held).toEqual(new Set());
    expect((await under.get(id)).body.state).toBe('cancelled');
  },
);

it('a cancellation during the confirm ends as Inventory decides, and order and books agree', async () => {
  const gate = new Gate();
  under.inventory.next('confirm', async (call) => {
    await gate.passed();
    return everythingInStock(call);
  });
  under.inventory.next('release', problem(409, 'RESERVATION_CONFIRMED'));
  const placing = under.place();
  await until(() => under.inventory.calls.length === 2);
  const { id } = await under.newest();
  const cancelling = under.cancel(id);
  await until(() => under.inventory.calls.length === 3);
  gate.open();
  expect(await cancelling).toMatchObject({ status: 409, body: { state: 'confirmed' } });
  expect(await placing).toMatchObject({ status: 201, body: { state: 'confirmed' } });
});

it('pieces that a slower walk got for an order that was rejected meanwhile are given back', async () => {
  const gate = new Gate();
  under.inventory.next('reserve', async (call) => {
    await gate.passed();
    return everythingInStock(call);
  });
  under.inventory.next('reserve', (call) => insufficientStock(call));
  const placing = under.place();
  await until(() => under.inventory.calls.length === 1);
  // the job does not wait for the request's deadline this time
  await until(async () => {
    await under.database.hurry();
    return under.inventory.calls.length === 2;
  });
  const { id, reservationId } = await under.newest();
  await until(async () => (await under.get(id)).body.state === 'rejected');
  gate.open();
  expect(await placing).toMatchObject({ status: 409, body: { state: 'rejected' } });
  expect(under.inventory.verbsFor(reservationId)).toEqual(['reserve', 'reserve', 'release']);
});
