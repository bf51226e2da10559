import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ReservationLine } from '@nest-entra/inventory-contract';

export type Verb = 'reserve' | 'confirm' | 'release';

export interface Call {
  readonly verb: Verb;
  readonly reservationId: string;
  readonly lines: readonly ReservationLine[];
  readonly headers: IncomingMessage['headers'];
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `'cut'` drops the connection without an answer. */
type Script = (call: Call) => Reply | 'cut' | Promise<Reply | 'cut'>;

/**
 * An Inventory that answers as the test says, over real HTTP: one-time scripts first, then the standing one, then as
 * an Inventory with everything in stock. It remembers every call.
 */
export class ScriptedInventory {
  readonly calls: Call[] = [];
  private readonly once = new Map<Verb, Script[]>();
  private readonly standing = new Map<Verb, Script>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ScriptedInventory> {
    const server = createServer();
    const inventory = new ScriptedInventory(server);
    server.on('request', (request, response) => void inventory.handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return inventory;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next call of this kind is answered so. */
  next(verb: Verb, script: Script | Reply): void {
    this.once.set(verb, [...(this.once.get(verb) ?? []), toScript(script)]);
  }

  /** Every call of this kind is answered so, until {@link reset}. */
  always(verb: Verb, script: Script | Reply): void {
    this.standing.set(verb, toScript(script));
  }

  alwaysAll(script: Script | Reply): void {
    for (const verb of ['reserve', 'confirm', 'release'] as const) this.always(verb, script);
  }

  reset(): void {
    this.calls.length = 0;
    this.once.clear();
    this.standing.clear();
  }

  verbsFor(reservationId: string): Verb[] {
    return this.calls.filter((call) => call.reservationId === reservationId).map(({ verb }) => verb);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await toCall(request);
    this.calls.push(call);
    const script = this.once.get(call.verb)?.shift() ?? this.standing.get(call.verb) ?? everythingInStock;
    const reply = await script(call);
    if (reply === 'cut') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }
}

export function problem(status: number, code: string, extensions: object = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: { type: 'about:blank', title: code, status, code, ...extensions },
  };
}

export function insufficientStock(call: Call, available = 0): Reply {
  const shortages = call.lines.map(({ sku, quantity }, index) => ({
    sku,
    reason: 'insufficient',
    requested: quantity,
    available,
    lines: [index],
  }));
  return problem(409, 'STOCK_INSUFFICIENT', { shortages });
}

export const ended = (state: 'released' | 'expired'): Reply => problem(410, 'RESERVATION_ENDED', { state });

export function everythingInStock(call: Call): Reply {
  switch (call.verb) {
    case 'reserve':
      return { status: 201, body: reservation(call, 'held') };
    case 'confirm':
      return { status: 200, body: reservation(call, 'confirmed') };
    case 'release':
      return { status: 204 };
  }
}

function reservation({ reservationId, lines }: Call, state: 'held' | 'confirmed'): object {
  const now = Date.now();
  return {
    id: reservationId,
    state,
    lines,
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 900_000).toISOString(),
  };
}

async function toCall(request: IncomingMessage): Promise<Call> {
  const [, , reservationId = '', action] = (request.url ?? '').split('/');
  const body = await text(request);
  const verb = request.method === 'PUT' ? 'reserve' : action === 'confirm' ? 'confirm' : 'release';
  const { lines = [] } = body ? (JSON.parse(body) as { lines?: ReservationLine[] }) : {};
  return { verb, reservationId, lines, headers: request.headers };
}

function toScript(script: Script | Reply): Script {
  return typeof script === 'function' ? script : () => script;
}
