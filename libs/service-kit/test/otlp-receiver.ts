import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { messages, number, readMessage, text, type WireMessage } from './protobuf.js';

export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: Record<string, string | number>;
}

export const SERVER_SPAN = 2;
export const CLIENT_SPAN = 3;

/** A collector that takes OTLP over http/protobuf and remembers what it was sent. */
export async function startOtlpReceiver() {
  const spans: ReceivedSpan[] = [];
  const metrics = new Set<string>();
  const server = createServer((request, response) => {
    void receive(request).finally(() =>
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(),
    );
  });
  async function receive(request: IncomingMessage): Promise<void> {
    const sent = await buffer(request);
    const body = readMessage(request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent);
    if (request.url === '/v1/traces') spans.push(...spansOf(body));
    if (request.url === '/v1/metrics') for (const name of metricNamesOf(body)) metrics.add(name);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    spans,
    metrics,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

// field numbers: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
function spansOf(request: WireMessage): ReceivedSpan[] {
  return messages(request, 1).flatMap((resourceSpans) => {
    const [resource] = messages(resourceSpans, 1);
    const service = resource ? String(attributesOf(resource, 1)['service.name']) : '';
    return messages(resourceSpans, 2).flatMap((scope) =>
      messages(scope, 2).map((span) => ({
        service,
        traceId: text(span, 1, 'hex'),
        spanId: text(span, 2, 'hex'),
        parentSpanId: text(span, 4, 'hex'),
        name: text(span, 5),
        kind: number(span, 6),
        attributes: attributesOf(span, 9),
      })),
    );
  });
}

function metricNamesOf(request: WireMessage): string[] {
  return messages(request, 1).flatMap((resource) =>
    messages(resource, 2).flatMap((scope) => messages(scope, 2).map((metric) => text(metric, 1))),
  );
}

function attributesOf(message: WireMessage, field: number): Record<string, string | number> {
  return Object.fromEntries(
    messages(message, field).map((keyValue) => {
      const [value] = messages(keyValue, 2);
      return [text(keyValue, 1), value?.has(1) ? text(value, 1) : value ? number(value, 3) : ''];
    }),
  );
}
