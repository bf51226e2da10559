import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { inventoryProblems, problemType, type InventoryProblemCode } from '../problems.js';
import { InventoryClient } from './inventory-client.js';
import { type InventoryRequest, type InventoryTransport } from './transport.js';

const id = '0c9f2f2e-7d7b-4a5c-9a52-6f0f3f0b8a11';
const lines = [{ sku: 'KEYBOARD-01', quantity: 2 }];
const reservation = {
  id,
  state: 'held',
  lines,
  createdAt: '2026-11-20T09:00:00.000Z',
  expiresAt: '2026-11-20T09:15:00.000Z',
};
const stock = { sku: 'KEYBOARD-01', onHand: 10, reserved: 2, available: 8, version: 3 };

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

let server: Server;
let answer: Answer;
let seen: { method: string; url: string; headers: Record<string, unknown>; body: string };
let sent: InventoryRequest;
let client: InventoryClient;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new InventoryClient(fetchTransport(origin));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function fetchTransport(origin: string): InventoryTransport {
  return {
    async request(request) {
      sent = request;
      const url = new URL(request.path, origin);
      for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
      const response = await fetch(url, {
        method: request.method,
        headers: { ...request.headers, 'content-type': 'application/json' },
        ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
    },
  };
}

function problem(code: InventoryProblemCode, extensions: object = {}): Answer {
  const { status, title } = inventoryProblems[code];
  return { status, body: { type: problemType(code), title, status, code, ...extensions } };
}

describe('reserve', () => {
  it('sends the lines to the id that the caller chose, and may be repeated', async () => {
    answer = { status: 201, body: reservation };
    await expect(client.reserve(id, lines)).resolves.toEqual({
      outcome: 'reserved',
      replayed: false,
      reservation,
    });
    expect(seen).toMatchObject({
      method: 'PUT',
      url: `/reservations/${id}`,
      body: JSON.stringify({ lines }),
    });
    expect(sent.idempotent).toBe(true);
  });

  it('tells a replay from a first answer', async () => {
    answer = { status: 200, body: { ...reservation, state: 'confirmed' } };
    await expect(client.reserve(id, lines)).resolves.toMatchObject({ outcome: 'reserved', replayed: true });
  });

  it('lists what was short', async () => {
    const shortages = [
      { sku: 'KEYBOARD-01', reason: 'insufficient', requested: 2, available: 1, lines: [0] },
    ];
    answer = problem('STOCK_INSUFFICIENT', { shortages });
    await expect(client.reserve(id, lines)).resolves.toEqual({ outcome: 'insufficient-stock', shortages });
  });

  it.each(['released', 'expired'] as const)('reports that the id is used up: %s', async (state) => {
    answer = problem('RESERVATION_ENDED', { state });
    await expect(client.reserve(id, lines)).resolves.toEqual({ outcome: 'ended', state });
  });

  it('reports that the id belongs to other lines', async () => {
    answer = problem('RESERVATION_MISMATCH');
    await expect(client.reserve(id, lines)).resolves.toEqual({ outcome: 'mismatch' });
  });
});

describe('confirm and release', () => {
  it.each([
    ['RESERVATION_ENDED', 'expired'],
    ['RESERVATION_RELEASED', 'released'],
    ['RESERVATION_UNKNOWN', 'unknown'],
  ] as const)('confirm: %s is %s', async (code, outcome) => {
    answer = problem(code, { state: 'expired' });
    await expect(client.confirm(id)).resolves.toEqual({ outcome });
  });

  it('confirm: returns the confirmed reservation', async () => {
    const confirmed = { ...reservation, state: 'confirmed', endedAt: '2026-11-20T09:01:00.000Z' };
    answer = { status: 200, body: confirmed };
    await expect(client.confirm(id)).resolves.toEqual({ outcome: 'confirmed', reservation: confirmed });
    expect(seen).toMatchObject({ method: 'POST', url: `/reservations/${id}/confirm` });
  });

  it('release: 204 is released, a confirmed reservation stays', async () => {
    answer = { status: 204 };
    await expect(client.release(id)).resolves.toEqual({ outcome: 'released' });
    answer = problem('RESERVATION_CONFIRMED');
    await expect(client.release(id)).resolves.toEqual({ outcome: 'confirmed' });
  });
});

describe('stock', () => {
  it('creates only what is not there, and changes only the version that was read', async () => {
    answer = { status: 201, body: stock };
    await expect(client.createStock('KEYBOARD-01', 10)).resolves.toEqual({ outcome: 'created', stock });
    expect(seen.headers).toMatchObject({ 'if-none-match': '*' });

    answer = problem('STOCK_PRECONDITION_FAILED');
    await expect(client.updateStock('KEYBOARD-01', 12, 3)).resolves.toEqual({
      outcome: 'precondition-failed',
    });
    expect(seen.headers).toMatchObject({ 'if-match': '"3"' });
  });

  it('is not repeated by itself: the repeat of a lost answer would be refused by its own change', async () => {
    answer = { status: 200, body: stock };
    await client.updateStock('KEYBOARD-01', 12, 3);
    expect(sent.idempotent).toBe(false);
  });

  it('reads pages by their cursor', async () => {
    answer = { status: 200, body: { items: [stock], nextCursor: 'abc' } };
    await expect(client.listStock({ limit: 1, cursor: 'xyz' })).resolves.toEqual({
      outcome: 'page',
      page: { items: [stock], nextCursor: 'abc' },
    });
    expect(seen.url).toBe('/stock?limit=1&cursor=xyz');
  });

  it('escapes what would leave its path', async () => {
    answer = problem('STOCK_UNKNOWN');
    await expect(client.stock('../reservations?x')).resolves.toEqual({ outcome: 'unknown' });
    expect(seen.url).toBe('/stock/..%2Freservations%3Fx');
  });
});

describe('every call', () => {
  it.each([401, 403])('tells a refusal (%i) from an answer about the order', async (status) => {
    answer = { status, body: { type: 'about:blank', title: 'No', status, code: 'AUTH_ROLES_MISSING' } };
    await expect(client.confirm(id)).resolves.toMatchObject({
      outcome: 'refused',
      status,
      problem: { code: 'AUTH_ROLES_MISSING' },
    });
  });

  it('reports an outage with the wait that was asked for', async () => {
    answer = { status: 503, headers: { 'retry-after': '7' } };
    await expect(client.reserve(id, lines)).resolves.toMatchObject({
      outcome: 'unavailable',
      retryAfterSeconds: 7,
    });
  });

  it.each([
    ['a body that breaks the contract', { status: 201, body: { ...reservation, state: 'perhaps' } }],
    ['a 404 that is not the API speaking', { status: 404, body: '<html>' }],
    ['a 409 of another kind', { status: 409, body: { code: 'SOMETHING_ELSE' } }],
    ['a redirect', { status: 304 }],
  ])('takes nothing for granted: %s is unexpected', async (_, unforeseen) => {
    answer = unforeseen;
    await expect(client.reserve(id, lines)).resolves.toMatchObject({
      outcome: 'unexpected',
      status: unforeseen.status,
    });
  });
});
