import { type ListQuery } from './vault.schema.js';

/** One page of a list. `nextLink` is null on the last, as the service has it. */
export function vaultList<Item>(items: readonly Item[], query: ListQuery, url: string) {
  const end = query.$skiptoken + query.maxresults;
  const more = end < items.length;
  const parameters = new URLSearchParams({ $skiptoken: String(end), maxresults: String(query.maxresults) });
  return {
    value: items.slice(query.$skiptoken, end),
    nextLink: more ? `${url}?${parameters.toString()}` : null,
  };
}
