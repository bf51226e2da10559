import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { OrdersService } from '../src/orders/orders.service.js';
import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';
import { problem } from './scripted-inventory.js';
import { until } from './until.js';

const spans = new InMemorySpanExporter();
const sdk = new NodeSDK({
  autoDetectResources: false,
  instrumentations: [],
  spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
});

let under: FulfillmentUnderTest;

beforeAll(async () => {
  sdk.start();
  under = await startFulfillment();
});

afterAll(async () => {
  await under.stop();
  await sdk.shutdown();
});

const owner = { kind: 'user', tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee', id: 'cccc' } as const;

it('the job that finishes an order continues the trace of the request that placed it', async () => {
  under.inventory.alwaysAll(problem(503, 'OVERLOADED'));
  const service = under.replicas[0].provider(OrdersService);
  const { order, request } = await trace.getTracer('test').startActiveSpan('POST /orders', async (span) => {
    const placed = await service.place({ owner, key: 'k', lines: [{ sku: 'DESK', quantity: 1 }] });
    span.end();
    return { order: placed.order, request: span.spanContext() };
  });
  const [row] = await under.database.rows('SELECT traceparent FROM orders WHERE id = $1', [order.id]);
  expect(row?.['traceparent']).toBe(`00-${request.traceId}-${request.spanId}-01`);

  under.inventory.reset();
  await under.finished(order.id);
  const job = await until(() => spans.getFinishedSpans().findLast(({ name }) => name === 'order.job'));
  expect(job.spanContext().traceId).toBe(request.traceId);
  expect(job.parentSpanContext?.spanId).toBe(request.spanId);
});
