import { type Options, type Request } from 'autocannon';
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inTurn } from '../measure/in-turn.js';
import { type Requests, type TokenFile } from './load-job.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Of all connections together, three times what `EntraGuard` remembers. */
const MAX_TOKENS_OF_A_CONNECTION = 500;

/** Token files that were read before, each with its place: a run goes on where the one before it stopped. */
const tokensInTurn = new Map<string, () => string>();

/** What autocannon is to send. */
export function requestsOf(
  requests: Requests,
  connections: number,
): Pick<Options, 'requests' | 'setupClient'> {
  switch (requests.kind) {
    case 'get':
      return guardedGets(requests.path, requests.tokens, connections);
    case 'order':
      return { requests: [order(requests.token, requests.skus)] };
    case 'token':
      return { requests: [{ method: 'POST', headers: FORM, body: requests.body }] };
  }
}

/**
 * The tokens are shared out to the connections, and their requests made before the first of them is sent: to put each one
 * together in its turn keeps the generator busier than the fastest of the servers, and it would measure itself.
 */
function guardedGets(
  path: string,
  tokens: TokenFile,
  connections: number,
): Pick<Options, 'requests' | 'setupClient'> {
  const nextToken = nextTokenOf(tokens);
  const length = Math.min(MAX_TOKENS_OF_A_CONNECTION, Math.ceil(tokens.count / connections));
  const guardedGet = (): Request => ({ path, headers: { authorization: `Bearer ${nextToken()}` } });
  return {
    requests: [{}],
    setupClient: (client) => client.setRequests(Array.from({ length }, guardedGet)),
  };
}

function order(token: string | undefined, skus: number): Request {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return {
    method: 'POST',
    path: '/orders',
    setupRequest: (request) => ({
      ...request,
      headers: { ...headers, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ lines: [{ sku: `SKU-${randomInt(skus) + 1}`, quantity: 1 }] }),
    }),
  };
}

function nextTokenOf({ path, count }: TokenFile): () => string {
  const key = `${path}:${count}`;
  const known = tokensInTurn.get(key);
  if (known) return known;
  const [first = '', ...others] = readFileSync(path, 'utf8').split('\n', count);
  const next = inTurn([first, ...others]);
  tokensInTurn.set(key, next);
  return next;
}
