/** autocannon brings no types: what we use of it (https://github.com/mcollina/autocannon#api). */
declare module 'autocannon' {
  import { type EventEmitter } from 'node:events';

  interface Request {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Called before each request. */
    readonly setupRequest?: (request: Request) => Request;
  }

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration?: number;
    /** Requests, instead of a duration. */
    readonly amount?: number;
    /** Requests a second, of all connections together. */
    readonly overallRate?: number;
    /** Milliseconds between two looks at the counters, which is also how exactly a run ends. */
    readonly sampleInt: number;
    readonly requests: readonly Request[];
    /** Called for each connection, before its first request. */
    readonly setupClient?: (client: Client) => void;
  }

  /** One connection. */
  interface Client {
    /** What it sends from now on, again and again. */
    setRequests(requests: readonly Request[]): void;
  }

  interface Result {
    readonly requests: { readonly total: number };
    /** Seconds. */
    readonly duration: number;
    readonly errors: number;
    readonly timeouts: number;
    readonly non2xx: number;
  }

  interface Run extends EventEmitter, PromiseLike<Result> {
    on(
      event: 'response',
      listener: (client: unknown, statusCode: number, bytes: number, milliseconds: number) => void,
    ): this;
  }

  export default function autocannon(options: Options): Run;
}
