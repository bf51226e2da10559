import { randomUUID } from 'node:crypto';
import {
  CLIENT_SPAN,
  CONSUMER_SPAN,
  OtlpReceiver,
  type ReceivedMetric,
  type ReceivedSpan,
  SERVER_SPAN,
} from '@nest-entra/service-kit/testing';
import { Launcher, Site } from './launcher.js';
import { type Answer, RunningSystem } from './running-system.js';
import { Trace } from './trace.js';

/** A few seconds, as three processes send twice a second. */
const PATIENCE_EXPORTS = 30;

describe('with a collector to send to', () => {
  let collector: OtlpReceiver;
  let site: Site;
  let launcher: Launcher;
  let system: RunningSystem;
  let token: string;
  beforeAll(async () => {
    collector = await OtlpReceiver.start();
    site = await Site.prepare();
    launcher = await new Launcher(site, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '200',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
      OTEL_METRIC_EXPORT_TIMEOUT: '500',
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
      // time for the first order of a fresh system on a busy machine; one test waits for it to pass
      ORDER_DEADLINE_MS: '3000',
    }).ready();
    system = new RunningSystem(site.localEnvFile);
    token = await system.token('STOREFRONT', 'FULFILLMENT');
  });
  afterAll(async () => {
    await system.close();
    await launcher.stop();
    collector.close();
    site.remove();
  });

  it('one order is one trace: both services, their databases, and the token that it needed', async () => {
    const placed = await place(1);
    expect(placed.status).toBe(201);

    const trace = await traceOf(placed, 'POST /reservations/:id/confirm', 'POST /orders');
    expect(trace.orphans).toEqual([]);
    expect(trace.roots).toEqual(trace.of('fulfillment', SERVER_SPAN));
    expect(namesOf(trace.of('fulfillment', SERVER_SPAN))).toEqual(['POST /orders']);
    expect(namesOf(trace.of('inventory', SERVER_SPAN))).toEqual([
      'PUT /reservations/:id',
      'POST /reservations/:id/confirm',
    ]);

    const calls = trace.of('fulfillment', CLIENT_SPAN).filter(({ attributes }) => 'url.full' in attributes);
    expect(calls.map(({ attributes }) => String(attributes['url.full']))).toEqual([
      // the first order of a fresh system: it brings the token that later ones use
      expect.stringMatching(/\/v2\.0\/\.well-known\/openid-configuration$/),
      expect.stringMatching(/\/oauth2\/v2\.0\/token$/),
      expect.stringMatching(/\/reservations\/[\w-]+$/),
      expect.stringMatching(/\/reservations\/[\w-]+\/confirm$/),
    ]);
    const [, , reserve, confirm] = calls.map(({ spanId }) => spanId);
    expect(trace.of('inventory', SERVER_SPAN).map(({ parentSpanId }) => parentSpanId)).toEqual([
      reserve,
      confirm,
    ]);
    for (const service of ['fulfillment', 'inventory']) {
      const queries = trace.of(service, CLIENT_SPAN).filter(isQuery);
      expect(namesOf(queries)).toEqual(
        expect.arrayContaining([`pg.query:BEGIN ${service}`, `pg.query:COMMIT ${service}`]),
      );
      expect(new Set(queries.map(({ parentSpanId }) => parentSpanId))).toEqual(
        new Set(trace.of(service, SERVER_SPAN).map(({ spanId }) => spanId)),
      );
    }
  });

  it('what is left of an order while Inventory hangs, its job does later in the same trace', async () => {
    const inventory = launcher.pidOf('inventory');
    process.kill(inventory, 'SIGSTOP');
    const placed = await place(1).finally(() => process.kill(inventory, 'SIGCONT'));
    expect(placed).toMatchObject({ status: 202, body: { state: 'pending' } });

    const trace = await traceOf(placed, 'POST /reservations/:id/confirm', 'order.job');
    expect(trace.orphans).toEqual([]);
    const [request] = trace.of('fulfillment', SERVER_SPAN);
    expect(trace.roots).toEqual([request]);
    const confirmed = trace.of('inventory', SERVER_SPAN).find(({ name }) => name.endsWith('/confirm'));
    const job = confirmed && trace.ancestorsOf(confirmed).find(({ kind }) => kind === CONSUMER_SPAN);
    expect(job).toMatchObject({
      service: 'fulfillment',
      name: 'order.job',
      parentSpanId: request?.spanId,
    });
  });

  it('the log lines of both services carry the id of the trace', async () => {
    const placed = await place(1);
    const traceId = await traceIdOf(placed);
    expect(linesOf('fulfillment', traceId)).toContainEqual(
      expect.objectContaining({ route: '/orders', status: 201 }),
    );
    expect(linesOf('inventory', traceId)).toEqual([
      expect.objectContaining({ route: '/reservations/:id', status: 201 }),
      expect.objectContaining({ route: '/reservations/:id/confirm', status: 200 }),
    ]);
  });

  it('metrics tell how the services, their tokens and keys, their databases and the orders are', async () => {
    expect((await place(1_000_000)).status).toBe(409);
    const pool = (service: string) => ({ 'db.client.connection.pool.name': service });
    const created = { 'http.route': '/orders', 'http.response.status_code': 201 };
    const scope = system.variable('INVENTORY_SCOPE');
    await Promise.all([
      metric('fulfillment', 'http.server.request.duration', created),
      metric('fulfillment', 'entra.token.age', { scope }),
      metric('fulfillment', 'entra.token.time_left', { scope }),
      metric('fulfillment', 'entra.credential.time_left'),
      metric('fulfillment', 'fulfillment.order.outcomes', { outcome: 'confirmed' }),
      metric('fulfillment', 'fulfillment.order.outcomes', { outcome: 'rejected' }),
      metric('fulfillment', 'fulfillment.order.backlog', { condition: 'waiting' }),
      metric('fulfillment', 'fulfillment.order.backlog', { condition: 'parked' }),
      metric('inventory', 'inventory.reservation.active', { condition: 'in-time' }),
      ...['fulfillment', 'inventory'].flatMap((service) => [
        metric(service, 'entra.protect.decisions', { outcome: 'allow', caller: 'application' }),
        metric(service, 'entra.protect.keys.age'),
        metric(service, 'db.client.operation.duration', { 'db.namespace': service }),
        metric(service, 'db.client.connection.max', pool(service)),
        metric(service, 'db.client.connection.pending_requests', pool(service)),
        ...['idle', 'used'].map((state) =>
          metric(service, 'db.client.connection.count', {
            ...pool(service),
            'db.client.connection.state': state,
          }),
        ),
      ]),
    ]);
  });

  it('nothing that was sent holds a token, a secret, a query string or an address of a caller', () => {
    const secrets = [...system.secrets, token];
    expect(secrets.length).toBeGreaterThanOrEqual(5);
    for (const secret of secrets) expect(collector.wasSent(secret)).toBe(false);
    // what the same search finds
    expect(collector.wasSent('/oauth2/v2.0/token')).toBe(true);
    expect(collector.wasSent(/eyJ[\w-]{8,}\.[\w-]+/)).toBe(false);
    expect(collector.wasSent(/authorization|bearer |client_secret=|postgres:\/\/|api-version=/i)).toBe(false);
    expect(collector.wasSent('client.address')).toBe(false);
  });

  const place = (quantity: number): Promise<Answer> =>
    system.call({
      method: 'POST',
      url: system.url('FULFILLMENT', '/orders'),
      token,
      headers: { 'idempotency-key': `"${randomUUID()}"` },
      json: { lines: [{ sku: 'KEYBOARD-01', quantity }] },
    });

  /** As the log of the service tells for the id that its answer carries. */
  async function traceIdOf({ headers }: Answer): Promise<string> {
    const requestId = String(headers['x-request-id']);
    await launcher.printed(new RegExp(`"${requestId}".*"request answered"`));
    const line = logOf('fulfillment').find((entry) => entry['requestId'] === requestId);
    return String(line?.['traceId']);
  }

  /** The trace of an order, once these spans of it have arrived: in each service the one that ends last. */
  async function traceOf(placed: Answer, ...last: string[]): Promise<Trace> {
    const traceId = await traceIdOf(placed);
    const arrived = (): ReceivedSpan[] => collector.spans.filter((span) => span.traceId === traceId);
    for (const name of last) await collector.until(() => arrived().find((span) => span.name === name));
    // a call that was given up is a part of the trace, too, and its span may end after all others
    for (let exports = 0; exports < PATIENCE_EXPORTS; exports++) {
      if (new Trace(arrived()).orphans.length === 0) break;
      await collector.nextExport();
    }
    return new Trace(arrived());
  }

  const linesOf = (service: string, traceId: string) =>
    logOf(service).filter((entry) => entry['traceId'] === traceId && entry['msg'] === 'request answered');

  function logOf(service: string): Record<string, unknown>[] {
    const lines = launcher.output.matchAll(new RegExp(`^${service} +\\| (\\{.*\\})$`, 'gm'));
    return [...lines].map(([, json = '{}']) => JSON.parse(json) as Record<string, unknown>);
  }

  const metric = (service: string, name: string, attributes: ReceivedMetric['attributes'] = {}) =>
    collector.until(() => collector.metrics.find((each) => isThat(each, service, name, attributes)));
});

const namesOf = (spans: readonly ReceivedSpan[]): string[] => spans.map(({ name }) => name);

const isQuery = ({ attributes }: ReceivedSpan): boolean => 'db.query.text' in attributes;

function isThat(
  metric: ReceivedMetric,
  service: string,
  name: string,
  attributes: ReceivedMetric['attributes'],
): boolean {
  if (metric.service !== service || metric.name !== name) return false;
  return Object.entries(attributes).every(([key, value]) => metric.attributes[key] === value);
}
