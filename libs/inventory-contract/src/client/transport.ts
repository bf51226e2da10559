/** A request to the Inventory API, before authentication, retries and time limits. */
export interface InventoryRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  /** May be sent again when no answer came. True of all but stock changes: a reservation's id is the caller's. */
  readonly idempotent?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Header names are in lower case. */
export interface InventoryResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/**
 * What carries the calls. `ApiClient` of `@nest-entra/auth/acquire` fits as it is; so does `fetch` in ten lines.
 * Resolves with any HTTP answer, rejects when there is none.
 */
export interface InventoryTransport {
  request(request: InventoryRequest): Promise<InventoryResponse>;
}

/** Per call: a time limit in milliseconds and a signal to give up on. */
export interface CallOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}
