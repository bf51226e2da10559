import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { request } from 'undici';

export type Verb = 'reserve' | 'confirm' | 'release';

/**
 * What happens to a call on its way. `before` and `after` say on which side of Inventory: a call that stops before it
 * never arrives, one that stops after it was carried out, and only its answer is lost.
 */
export type Mishap =
  | { readonly kind: 'stop'; readonly verb: Verb; readonly when: 'before' | 'after' }
  | { readonly kind: 'cut-answer'; readonly verb: Verb; readonly times: number }
  | { readonly kind: 'refuse'; readonly verb: Verb };

/**
 * The wire between Fulfillment and Inventory, which can be cut at a chosen place. So a test can end a process exactly
 * between two steps, and the services need no switch for it.
 */
export class Wire {
  readonly #news = new EventEmitter();
  readonly #server: Server;
  #mishap: Mishap | undefined;
  #timesLeft = 0;
  #stopped = 0;
  #turn = 0;

  private constructor(private readonly upstreams: readonly { readonly url: string }[]) {
    this.#server = createServer((incoming, outgoing) => void this.#carry(incoming, outgoing));
  }

  static async between(upstreams: readonly { readonly url: string }[]): Promise<Wire> {
    const wire = new Wire(upstreams);
    wire.#server.listen(0, '127.0.0.1');
    await once(wire.#server, 'listening');
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  plan(mishap: Mishap): void {
    this.#mishap = mishap;
    this.#stopped = 0;
    this.#timesLeft = mishap.kind === 'cut-answer' ? mishap.times : Infinity;
  }

  /** From now on everything gets through; what was stopped is lost. */
  mend(): void {
    this.#mishap = undefined;
    this.#server.closeAllConnections();
  }

  /** Until this many calls have been stopped. */
  async stopped(calls: number): Promise<void> {
    while (this.#stopped < calls) await once(this.#news, 'stopped');
  }

  /** Tells when the next call of any kind has left for Inventory. */
  async nextSent(): Promise<void> {
    await once(this.#news, 'sent');
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const verb = verbOf(incoming);
    const mishap = this.#mishap?.verb === verb && this.#timesLeft > 0 ? this.#mishap : undefined;
    const body = await buffer(incoming);
    if (mishap?.kind === 'refuse') {
      outgoing.writeHead(503).end();
      return;
    }
    if (mishap?.kind === 'stop' && mishap.when === 'before') {
      this.#stop();
      return;
    }
    try {
      const answering = this.#send(incoming, body);
      this.#news.emit('sent');
      const answer = await answering;
      if (mishap?.kind === 'stop') {
        this.#stop();
        return;
      }
      if (mishap?.kind === 'cut-answer') {
        this.#timesLeft -= 1;
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      incoming.socket.destroy();
    }
  }

  #stop(): void {
    this.#stopped += 1;
    this.#news.emit('stopped');
  }

  async #send(incoming: IncomingMessage, body: Buffer) {
    const upstream = this.upstreams[this.#turn++ % this.upstreams.length];
    const { host: _, connection: __, ...headers } = incoming.headers;
    const answer = await request(`${upstream?.url ?? ''}${incoming.url ?? ''}`, {
      method: incoming.method as 'PUT' | 'POST' | 'DELETE',
      headers,
      body: body.length > 0 ? body : null,
    });
    const type = answer.headers['content-type'];
    return {
      status: answer.statusCode,
      headers: { 'content-type': String(type ?? 'application/octet-stream') },
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  }
}

function verbOf({ method, url = '' }: IncomingMessage): Verb {
  if (method === 'PUT') return 'reserve';
  return url.endsWith('/confirm') ? 'confirm' : 'release';
}
