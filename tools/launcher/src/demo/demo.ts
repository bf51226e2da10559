import { randomUUID } from 'node:crypto';
import { at, type Request, send } from './http.ts';
import { type LocalEnv, valueOf } from './local-env.ts';
import { type Story } from './story.ts';
import { claimsOf, tokenOf, tokenRequest } from './tokens.ts';

const sku = 'KEYBOARD-01';
const quantity = 2;
const shownClaims = ['iss', 'aud', 'azp', 'oid', 'tid', 'idtyp', 'roles', 'ver', 'exp'];

/** Walks a newcomer through the running system. @throws Surprise as soon as anything is not as told. */
export async function demo(env: LocalEnv, story: Story): Promise<void> {
  const token = await getToken(env, story);
  const before = await showStock(
    env,
    story,
    'Stock before',
    'Warehouse may read Inventory (role Inventory.Read).',
  );
  const order = await placeOrder(env, story, token);
  await repeatOrder(story, token, order);
  const after = await showStock(env, story, 'Stock after', `The ${quantity} pieces are gone, once.`);
  story.expect(after === before - quantity, `${before} - ${quantity} = ${after}`);
  await callWithoutToken(env, story);
  await callAsStranger(env, story);
  await orderTooMuch(env, story, token, after);
}

async function getToken(env: LocalEnv, story: Story): Promise<string> {
  story.step(
    'Storefront gets a token',
    'The client credentials grant of Entra v2. Roles in the token are what an administrator consented to, ' +
      'not what the client asks for: it can only say "/.default".',
  );
  const request = tokenRequest(env, 'STOREFRONT', 'FULFILLMENT');
  story.request(request);
  const answer = await send(request);
  story.answer(answer, 200, 'a signed access token; its claims (the signature stays secret):');
  const token = String(at(answer.body, 'access_token'));
  const claims = claimsOf(token);
  for (const name of shownClaims) story.note(`${name.padEnd(6)} ${JSON.stringify(claims[name])}`);
  return token;
}

async function showStock(env: LocalEnv, story: Story, title: string, why: string): Promise<number> {
  story.step(title, why);
  const request: Request = { method: 'GET', url: `${valueOf(env, 'INVENTORY_URL')}/stock/${sku}` };
  story.request(request);
  const answer = await send({ ...request, token: await tokenOf(env, 'WAREHOUSE', 'INVENTORY') });
  story.answer(answer, 200, JSON.stringify(answer.body));
  return Number(at(answer.body, 'available'));
}

interface PlacedOrder {
  readonly id: unknown;
  readonly request: Request;
}

async function placeOrder(env: LocalEnv, story: Story, token: string): Promise<PlacedOrder> {
  story.step(
    `Storefront orders ${quantity} × ${sku}`,
    'Fulfillment checks the token and the role Orders.Write.All. It reads its own client secret from Key Vault (its managed ' +
      'identity opens the vault), gets a token of its own for Inventory, reserves over https, and confirms.',
  );
  const request = orderRequest(env, quantity);
  story.request(request);
  const answer = await send({ ...request, token });
  story.answer(answer, 201, `order ${String(at(answer.body, 'id'))} is ${String(at(answer.body, 'state'))}`);
  story.expect(at(answer.body, 'state') === 'confirmed', 'the order is confirmed');
  return { id: at(answer.body, 'id'), request };
}

async function repeatOrder(story: Story, token: string, order: PlacedOrder): Promise<void> {
  story.step(
    'The same request once more',
    'A client that lost the answer repeats the request with the same Idempotency-Key: it gets the same order, ' +
      'and nothing is reserved twice.',
  );
  story.request(order.request);
  const answer = await send({ ...order.request, token });
  story.answer(answer, 201, `order ${String(at(answer.body, 'id'))} again`);
  story.expect(at(answer.body, 'id') === order.id, 'it is the same order');
}

async function callWithoutToken(env: LocalEnv, story: Story): Promise<void> {
  story.step(
    'Without a token: 401',
    'Every route is closed unless it says otherwise. WWW-Authenticate tells the client what to bring (RFC 6750).',
  );
  const request = orderRequest(env, 1);
  story.request(request);
  const answer = await send(request);
  story.answer(
    answer,
    401,
    problem(answer.body),
    `WWW-Authenticate: ${answer.headers.get('www-authenticate') ?? ''}`,
  );
}

async function callAsStranger(env: LocalEnv, story: Story): Promise<void> {
  story.step(
    'With a valid token that carries no role: 403',
    'Anybody in the tenant can get a token for an API. Only an assigned role lets them in, so Fulfillment knows ' +
      'who calls and still refuses.',
  );
  const request = orderRequest(env, 1);
  story.request(request);
  const answer = await send({ ...request, token: await tokenOf(env, 'STRANGER', 'FULFILLMENT') });
  story.answer(
    answer,
    403,
    problem(answer.body),
    `WWW-Authenticate: ${answer.headers.get('www-authenticate') ?? ''}`,
  );
}

async function orderTooMuch(env: LocalEnv, story: Story, token: string, available: number): Promise<void> {
  story.step(
    'More than there is: 409',
    'Inventory refuses the reservation, all or nothing. The order is rejected for good, and says which line was short.',
  );
  const request = orderRequest(env, available + 1);
  story.request(request);
  const answer = await send({ ...request, token });
  story.answer(answer, 409, problem(answer.body), JSON.stringify(at(answer.body, 'rejection', 'shortages')));
}

function orderRequest(env: LocalEnv, pieces: number): Request {
  return {
    method: 'POST',
    url: `${valueOf(env, 'FULFILLMENT_URL')}/orders`,
    headers: { 'Idempotency-Key': `"${randomUUID()}"` },
    body: { lines: [{ sku, quantity: pieces }] },
  };
}

/** The parts of a problem (RFC 9457) that a client acts on. */
function problem(body: unknown): string {
  return [at(body, 'code'), at(body, 'title'), at(body, 'detail')]
    .filter((part) => typeof part === 'string')
    .join(' - ');
}
