import { type IncomingMessage } from 'node:http';
import { type MockClock } from './clock.js';

const capacity = 1000;

/** What the endpoints tell the log about a request while they answer it. */
export interface RequestNote {
  /** Key of the application, identity or user that made the request, or its client id where nobody has it. */
  caller?: string;
  /** Why it was refused, in words that help: they stay here and never reach the client. */
  reason?: string;
  /** What was issued or done. */
  outcome?: string;
  /** By what a sign-in was completed: `code_verifier, S256`, say. */
  proof?: string;
}

export interface LoggedRequest extends RequestNote {
  readonly id: number;
  readonly at: string;
  readonly listener: 'https' | 'http' | 'vault';
  readonly method: string;
  /** Never the query: it can hold codes and tokens. */
  readonly path: string;
  readonly status: number | 'dropped';
  readonly durationMs: number;
}

/** The last requests, newest first, for the dashboard, the control API and tests. */
export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  readonly #notes = new WeakMap<IncomingMessage, RequestNote>();
  #lastId = 0;

  constructor(private readonly clock: MockClock) {}

  note(request: IncomingMessage, note: RequestNote): void {
    this.#notes.set(request, { ...this.#notes.get(request), ...note });
  }

  add(request: IncomingMessage, entry: Omit<LoggedRequest, 'id' | 'at' | keyof RequestNote>): void {
    this.#lastId += 1;
    const at = this.clock.now().toISOString();
    this.#entries.unshift({ id: this.#lastId, at, ...entry, ...this.#notes.get(request) });
    this.#entries.length = Math.min(this.#entries.length, capacity);
  }

  /** @param afterId only what came later, for pollers */
  list(limit = capacity, afterId = 0): readonly LoggedRequest[] {
    return this.#entries.filter((entry) => entry.id > afterId).slice(0, limit);
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
