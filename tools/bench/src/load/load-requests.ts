import { type Request } from 'autocannon';
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inTurn } from '../measure/in-turn.js';
import { type Requests, type TokenFile } from './load-job.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Token files that were read before, each with its place: a run goes on where the one before it stopped. */
const tokensInTurn = new Map<string, () => string>();

/** What autocannon is to send, anew for each request. */
export function requestsOf(requests: Requests): readonly Request[] {
  switch (requests.kind) {
    case 'get':
      return [guardedGet(requests.path, nextTokenOf(requests.tokens))];
    case 'order':
      return [order(requests.token, requests.skus)];
    case 'token':
      return [{ method: 'POST', headers: FORM, body: requests.body }];
  }
}

function guardedGet(path: string, nextToken: () => string): Request {
  return {
    method: 'GET',
    path,
    setupRequest: (request) => ({ ...request, headers: { authorization: `Bearer ${nextToken()}` } }),
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
