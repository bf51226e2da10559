import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** How the key endpoint answers; the first is the healthy one. */
export type KeyServerMode =
  | 'healthy'
  | 'error'
  | 'html'
  | 'empty'
  | 'no-keys'
  | 'huge'
  | 'hanging'
  | 'trickling'
  | 'redirecting'
  | 'dropping';

/** The key endpoint of an authority, on loopback. */
export class KeyServer {
  /** How often the key document was asked for. */
  requests = 0;
  /** How it answers from now on. */
  mode: KeyServerMode = 'healthy';

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  /** Starts it on a free port of 127.0.0.1; `answer` gives the document of a path. */
  static async start(answer: (path: string) => object | undefined): Promise<KeyServer> {
    const respond: RequestListener = (request, response) => {
      const path = new URL(request.url ?? '/', started.origin).pathname;
      started.#respond(path, answer(path), response);
    };
    const server = createServer(respond);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const started = new KeyServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return started;
  }

  /** Ends open connections too. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  #respond(path: string, document: object | undefined, response: ServerResponse): void {
    if (path.endsWith('/discovery/v2.0/keys')) this.requests++;
    const json = { 'content-type': 'application/json' };
    switch (this.mode) {
      case 'healthy':
        response.writeHead(document ? 200 : 404, json).end(JSON.stringify(document ?? {}));
        return;
      case 'error':
        response.writeHead(500, json).end('{"error":"server_error"}');
        return;
      case 'html':
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html><body>Sign in to the network</body></html>');
        return;
      case 'empty':
        response.writeHead(200, json).end();
        return;
      case 'no-keys':
        response.writeHead(200, json).end('{"keys":[]}');
        return;
      case 'huge':
        response.writeHead(200, json).end(`{"keys":[],"padding":"${'x'.repeat(4 * 1024 * 1024)}"}`);
        return;
      case 'redirecting':
        response.writeHead(302, { location: `${this.origin}/elsewhere` }).end();
        return;
      case 'dropping':
        response.destroy();
        return;
      case 'trickling':
        response.writeHead(200, json).write('{"keys":[');
        return;
      case 'hanging':
        return;
    }
  }
}
