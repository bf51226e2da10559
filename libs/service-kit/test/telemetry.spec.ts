import { fileURLToPath } from 'node:url';
import { CLIENT_SPAN, OtlpReceiver, SERVER_SPAN } from '../src/testing/index.js';
import { type FixtureProcess, startFixture } from './fixture-process.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const preload = fileURLToPath(new URL('../src/telemetry/preload.ts', import.meta.url));
const recorder = fileURLToPath(new URL('./fixtures/record-modules.mjs', import.meta.url));
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('telemetry', () => {
  let database: TestDatabase;
  let service: FixtureProcess;
  beforeAll(async () => (database = await createTestDatabase()));
  afterEach(async () => {
    service.signal('SIGKILL');
    await service.exited;
  });
  afterAll(() => database.drop());

  const stop = () => {
    service.signal('SIGTERM');
    return service.exited;
  };

  it('sends one connected trace of a request, its calls and its queries, and loses nothing at the end', async () => {
    const collector = await OtlpReceiver.start();
    service = await startFixture(
      {
        DATABASE_URL: database.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
        OTEL_SERVICE_NAME: 'fixture',
        OTEL_RESOURCE_ATTRIBUTES: 'service.name=fixture',
        OTEL_METRIC_EXPORT_INTERVAL: '200',
        OTEL_METRIC_EXPORT_TIMEOUT: '200',
      },
      [preload],
    );
    const traceparent = `00-${TRACE_ID}-00f067aa0ba902b7-01`;
    await fetch(`${service.origin}/relay?access_token=hunter2`, { headers: { traceparent } });
    await fetch(`${service.origin}/health/live`);
    await fetch(`${service.origin}/nowhere`);
    await collector.until(() =>
      collector.metrics.find(({ name }) => name === 'db.client.operation.duration'),
    );
    expect(await stop()).toBe(0);
    collector.close();

    const spans = collector.spans.filter(({ traceId }) => traceId === TRACE_ID);
    const named = (name: string, kind: number) =>
      spans.filter((span) => span.name === name && span.kind === kind);
    const [relay] = named('GET /relay', SERVER_SPAN);
    expect(relay).toMatchObject({
      service: 'fixture',
      parentSpanId: '00f067aa0ba902b7',
      attributes: { 'http.route': '/relay', 'url.path': '/relay', 'http.response.status_code': 200 },
    });
    const [call] = spans.filter((span) => span.kind === CLIENT_SPAN && span.parentSpanId === relay?.spanId);
    expect(call?.attributes['url.full']).toBe(`${service.origin}/answer`);
    const [answer] = named('GET /answer', SERVER_SPAN);
    expect(answer?.parentSpanId).toBe(call?.spanId);
    const query = spans.find(
      ({ attributes, parentSpanId }) => 'db.query.text' in attributes && parentSpanId === answer?.spanId,
    );
    expect(query).toMatchObject({ kind: CLIENT_SPAN });

    expect(collector.wasSent('/relay')).toBe(true);
    expect(collector.wasSent('hunter2')).toBe(false);
    expect(collector.wasSent('/health/live')).toBe(false);
    // callers are known by their ids, not by where they sit
    expect(Object.keys(relay?.attributes ?? {}).filter((name) => /client\.|peer/.test(name))).toEqual([]);
    expect(collector.metrics.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'http.server.request.duration',
        'http.client.request.duration',
        'db.client.operation.duration',
      ]),
    );
    const pools = collector.metrics.filter(({ name }) => name.startsWith('db.client.connection.'));
    expect(new Set(pools.map(({ attributes }) => attributes['db.client.connection.pool.name']))).toEqual(
      new Set(['fixture']),
    );
    const pool = { service: 'fixture', attributes: { 'db.client.connection.pool.name': 'fixture' } };
    expect(pools).toContainEqual({
      ...pool,
      name: 'db.client.connection.max',
      unit: '{connection}',
      value: 10,
    });
    const waiting = { ...pool, name: 'db.client.connection.pending_requests', unit: '{request}', value: 0 };
    expect(pools).toContainEqual(waiting);
    const idle = { ...pool.attributes, 'db.client.connection.state': 'idle' };
    expect(pools).toContainEqual({
      ...pool,
      name: 'db.client.connection.count',
      unit: '{connection}',
      attributes: idle,
      value: 1,
    });
    const answered = service.lines.filter((line) => line.includes('"route":"/answer"'));
    expect(answered.map((line) => (JSON.parse(line) as { traceId: string }).traceId)).toEqual([TRACE_ID]);
  });

  it('loads nothing and sends nothing without an endpoint', async () => {
    service = await startFixture({ DATABASE_URL: database.url }, [recorder, preload]);
    const loaded = (await (await fetch(`${service.origin}/loaded`)).json()) as string[];
    expect(loaded).not.toHaveLength(0);
    expect(
      loaded.filter((module) => module.includes('@opentelemetry/') && !module.includes('/api/')),
    ).toEqual([]);
    expect(await stop()).toBe(0);
  });
});
