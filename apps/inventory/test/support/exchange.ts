import { type InventoryRequest, type InventoryResponse } from '@nest-entra/inventory-contract';

/** A request that was sent and the answer that came. */
export interface Exchange {
  readonly request: InventoryRequest;
  readonly response: InventoryResponse;
}

/** Sends a request with this token, whatever it holds, over HTTP. */
export async function exchange(
  origin: string,
  token: string | undefined,
  request: InventoryRequest,
): Promise<Exchange> {
  const url = new URL(request.path + queryText(request), origin);
  const answer = await fetch(url, {
    method: request.method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.json === undefined ? {} : { body: bodyText(request.json) }),
  });
  const text = await answer.text();
  const response = {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
  return { request, response };
}

/** Text is sent as it is, so that a test can send what is not JSON. */
function bodyText(json: unknown): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}

function queryText({ query }: InventoryRequest): string {
  return query ? `?${new URLSearchParams(query).toString()}` : '';
}
