/** One call to another API. */
export interface ApiRequest {
  readonly method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Starts with one slash and stays below the API's base URL. Encode what you put into it. */
  readonly path: string;
  /** `undefined` values are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  /** Any but those that this client sets: `authorization`, `host`, `content-length` and the like are refused. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  /** May be sent twice without harm. Default: what RFC 9110 says of the method, so `true` for GET, PUT, DELETE. */
  readonly idempotent?: boolean | undefined;
  /** For everything together: token, attempts, pauses. Default: the API's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
  /** Ends the call at once, wherever it is: `CALL_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
}

/** Any answer, whatever its status. */
export interface ApiResponse {
  readonly status: number;
  /** Lower-case names; several values are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it says that it is JSON, a string otherwise, `undefined` when empty. Not validated: parse it. */
  readonly body: unknown;
}
