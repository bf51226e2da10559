/** The bearer tokens of a run, one a line, used in turn. */
export interface TokenFile {
  readonly path: string;
  readonly count: number;
}

/** What the requests of a run are. */
export type Requests =
  | { readonly kind: 'get'; readonly path: string; readonly tokens: TokenFile }
  | { readonly kind: 'order'; readonly token: string | undefined; readonly skus: number }
  | { readonly kind: 'token'; readonly body: string };

/** One run of the load generator. */
export interface LoadJob {
  readonly url: string;
  readonly connections: number;
  readonly until: { readonly seconds: number } | { readonly requests: number };
  /** Requests a second; as many as the server answers, if there is no rate. */
  readonly rate?: number;
  /** Whether the generator waits for answers without going to sleep: for one server that has the other core to itself. */
  readonly staysAwake?: boolean;
  readonly requests: Requests;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How much of the time the generator itself had something to do, in percent: near 100 it measures itself. */
  readonly generatorPercent: number;
}
