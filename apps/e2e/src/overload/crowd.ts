import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/** How one request ended. */
export interface Ended {
  /** Of the answer; 0: there was none. */
  readonly status: number;
  /** NaN without a `Retry-After`. */
  readonly retryAfterSeconds: number;
  /** `code` of a problem. */
  readonly code: string | undefined;
  readonly ms: number;
}

/** One request: everything but where to. */
export interface Asked {
  readonly method: 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const TICK_MS = 5;

/** Clients that keep their connections, as those behind an ingress do. */
export class Crowd {
  readonly #pool: Pool;

  constructor(
    origin: string,
    connections: number,
    private readonly ask: () => Asked,
  ) {
    this.#pool = new Pool(origin, { connections, pipelining: 1 });
  }

  /** Few clients, each of which waits for its answer before it asks again: as much as is answered in good time. */
  async patiently(clients: number, seconds: number): Promise<Ended[]> {
    const end = performance.now() + seconds * 1_000;
    const ended: Ended[] = [];
    const client = async (): Promise<void> => {
      while (performance.now() < end) ended.push(await this.#send());
    };
    await Promise.all(Array.from({ length: clients }, client));
    return ended;
  }

  /** So many requests a second, whether or not they are answered. */
  async relentlessly(rate: number, seconds: number): Promise<Ended[]> {
    const start = performance.now();
    const sent: Promise<Ended>[] = [];
    for (let elapsed = 0; elapsed < seconds; elapsed = (performance.now() - start) / 1_000) {
      while (sent.length < elapsed * rate) sent.push(this.#send());
      await sleep(TICK_MS);
    }
    return Promise.all(sent);
  }

  async leave(): Promise<void> {
    await this.#pool.destroy();
  }

  async #send(): Promise<Ended> {
    const start = performance.now();
    const ms = (): number => Math.round(performance.now() - start);
    try {
      const { statusCode: status, headers, body } = await this.#pool.request(this.ask());
      const text = await body.text();
      const retryAfterSeconds = Number(headers['retry-after']);
      return { status, retryAfterSeconds, code: codeIn(status, text), ms: ms() };
    } catch {
      return { status: 0, retryAfterSeconds: NaN, code: undefined, ms: ms() };
    }
  }
}

function codeIn(status: number, text: string): string | undefined {
  return status < 400 ? undefined : (JSON.parse(text) as { code?: string }).code;
}
