import { type LoadJob } from '../load/load-job.js';
import { type Shop, SHOP_SKUS } from '../system/shop.js';

/** As many at once as keep both cores busy; more would only queue. */
const CONNECTIONS = 16;

/** Orders of one piece of a random item, each with an idempotency key of its own. */
export function orderLoad(
  { fulfillment, token }: Shop,
  until: LoadJob['until'],
  options: { readonly skus?: number; readonly rate?: number } = {},
): LoadJob {
  const { skus = SHOP_SKUS, rate } = options;
  return {
    url: fulfillment.url,
    connections: CONNECTIONS,
    until,
    ...(rate !== undefined && { rate }),
    requests: { kind: 'order', token, skus },
  };
}
