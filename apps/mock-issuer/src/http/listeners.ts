import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo } from 'node:net';

export type ListenerName = 'https' | 'http' | 'vault';

const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
};

export interface ListenerAddress {
  readonly name: ListenerName;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** PEM; plain http without it. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

const names = new WeakMap<Server, ListenerName>();

/** Which of the listeners a request came through. */
export function listenerOf(request: IncomingMessage): ListenerName {
  const { server } = request.socket as unknown as { server?: Server };
  return (server && names.get(server)) ?? 'http';
}

/**
 * A bound port whose handler comes later: with port 0 the number must be known before the application that prints it
 * into its documents can be built.
 */
export class Listener {
  #handle: RequestListener = (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end();
  };

  private constructor(
    readonly name: ListenerName,
    private readonly server: Server,
  ) {}

  static async bind({ name, host, port, tls }: ListenerAddress): Promise<Listener> {
    const server = tls ? createHttpsServer({ ...limits, ...tls }) : createHttpServer(limits);
    const listener = new Listener(name, server);
    names.set(server, name);
    server.on('request', (request, response) => listener.#handle(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return listener;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  serve(handle: RequestListener): void {
    this.#handle = handle;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}
