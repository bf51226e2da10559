import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { makeCertificate, trust } from './local-certificates.js';

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as text. */
  readonly body?: unknown;
}

/** What a handler decides: a reply, a connection cut off, or silence until the test lets go. */
export type Answer = Reply | 'drop' | 'hang';
export type Handler = (received: Received) => Answer | Promise<Answer>;

const open = new Set<LocalServer>();

/** Nothing of a test outlives it. */
afterEach(async () => {
  await Promise.all([...open].map((server) => server.stop()));
});

let certificate: ReturnType<typeof makeCertificate> | undefined;

/** A real server on a free loopback port. */
export class LocalServer {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
    /** Every request so far. */
    readonly received: readonly Received[],
    private readonly sockets: ReadonlySet<Socket>,
  ) {}

  static async https(handler: Handler): Promise<LocalServer> {
    certificate ??= makeCertificate().then((made) => {
      trust(made.certificate);
      return made;
    });
    const { certificate: cert, key } = await certificate;
    return await LocalServer.#start(
      'https',
      (listener) => createHttpsServer({ cert, key }, listener),
      handler,
    );
  }

  static async http(handler: Handler): Promise<LocalServer> {
    return await LocalServer.#start('http', (listener) => createHttpServer(listener), handler);
  }

  static async #start(
    scheme: string,
    create: (listener: RequestListener) => Server,
    handler: Handler,
  ): Promise<LocalServer> {
    const received: Received[] = [];
    const server = create((request, response) => {
      void (async () => {
        const url = new URL(request.url ?? '/', `${scheme}://${request.headers.host ?? 'localhost'}`);
        const one = {
          method: request.method ?? '',
          url,
          headers: request.headers,
          body: await text(request),
        };
        received.push(one);
        const answer = await handler(one);
        if (answer === 'hang') return;
        if (answer === 'drop') return void request.socket.destroy();
        const isText = typeof answer.body === 'string';
        response.writeHead(answer.status, {
          'content-type': isText ? 'text/plain' : 'application/json',
          ...answer.headers,
        });
        response.end(
          isText ? answer.body : answer.body === undefined ? undefined : JSON.stringify(answer.body),
        );
      })();
    });
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const local = new LocalServer(server, `${scheme}://localhost:${port}`, received, sockets);
    open.add(local);
    return local;
  }

  /** How many connections were ever made to it. */
  get connections(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    if (!open.delete(this)) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
