import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { metricsOf, type ReceivedMetric, type ReceivedSpan, spansOf } from './otlp-messages.js';

/**
 * A collector for tests: takes OTLP over http/protobuf, as a real one does, and remembers what it was sent.
 *
 * @example
 * const collector = await OtlpReceiver.start();
 * // … run the service with OTEL_EXPORTER_OTLP_ENDPOINT=collector.endpoint …
 * const span = await collector.until(() => collector.spans.find(({ name }) => name === 'GET /stock'));
 */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** Every value of every export, in the order of arrival. */
  readonly metrics: ReceivedMetric[] = [];
  readonly #bodies: Buffer[] = [];
  readonly #events = new EventEmitter();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#receive(request).finally(() =>
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(),
      );
    });
  }

  /** Listens on a free port of the loopback interface. */
  static async start(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  get endpoint(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** Whether something stands anywhere in what was sent, whatever field it is in. A pattern is held against ASCII. */
  wasSent(what: string | RegExp): boolean {
    return this.#bodies.some((body) =>
      typeof what === 'string' ? body.includes(what) : what.test(body.toString('latin1')),
    );
  }

  /** Waits, from export to export, for something to have arrived. */
  async until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await this.nextExport();
    }
  }

  async nextExport(): Promise<void> {
    await once(this.#events, 'received');
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #receive(request: IncomingMessage): Promise<void> {
    const sent = await buffer(request);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    this.#bodies.push(body);
    if (request.url === '/v1/traces') this.spans.push(...spansOf(body));
    if (request.url === '/v1/metrics') this.metrics.push(...metricsOf(body));
    this.#events.emit('received');
  }
}
