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
  readonly requests: Requests;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The generator's own processor time, in percent of one core: near 100 it measures itself. */
  readonly generatorPercent: number;
}
