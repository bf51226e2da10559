import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { AcquireMetrics } from '../../src/acquire/telemetry/acquire-metrics.js';
import { startClient } from './client-application.js';
import { keyVaultSecret } from '../../src/acquire/index.js';
import { LocalEntra, newSecret, scope } from './local-entra.js';
import { LocalServer } from './local-server.js';
import { DAY_MS, MINUTE_MS } from './test-clock.js';

describe('the metrics of a client of Entra', () => {
  let exporter: InMemoryMetricExporter;
  let provider: MeterProvider;
  beforeEach(() => {
    exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    provider = new MeterProvider({ readers: [reader] });
    metrics.setGlobalMeterProvider(provider);
  });
  afterEach(async () => {
    metrics.disable();
    await provider.shutdown();
  });

  /** Every data point now, as `name{attributes}: value`; of a histogram its count. */
  async function collect(): Promise<string[]> {
    exporter.reset();
    await provider.forceFlush();
    return exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap((scopeMetric) => scopeMetric.metrics)
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => {
          const number = typeof value === 'number' ? Math.round(value) : value.count;
          return `${descriptor.name}${JSON.stringify(attributes)}: ${number}`;
        }),
      );
  }

  it('count requests, reads and calls by outcome, and tell ages and what is left', async () => {
    const entra = await LocalEntra.start();
    const value = newSecret();
    entra.clientSecrets.add(value);
    entra.store('the-secret', { value, expiresAt: new Date(Date.now() + 10 * DAY_MS) });
    const api = await LocalServer.https(() => ({ status: 200 }));
    const credential = keyVaultSecret({ vaultUrl: entra.origin, name: 'the-secret' });
    const {
      tokens,
      clock,
      api: client,
      close,
    } = await startClient(entra, { credential, api: { baseUrl: api.origin } });

    await client.request({ method: 'GET', path: '/' });
    await expect(client.request({ method: 'GET', path: '//' })).rejects.toThrow();
    entra.tokenFault = () => ({ status: 429, headers: { 'retry-after': '9' }, body: '' });
    await expect(tokens.getToken('api://other/.default')).rejects.toThrow();
    clock.advance(10 * MINUTE_MS);

    const source = `the secret 'the-secret' in ${new URL(entra.origin).host}`;
    const points = await collect();
    expect(points).toEqual(
      expect.arrayContaining([
        `entra.token.request.duration${JSON.stringify({ scope, reason: 'cold', outcome: 'success' })}: 1`,
        `entra.token.request.duration{"scope":"api://other/.default","reason":"cold","outcome":"TOKEN_ISSUER_THROTTLED"}: 1`,
        `entra.credential.reads{"source":"key-vault-secret","outcome":"success"}: 1`,
        `entra.api.request.duration{"api":"inventory","outcome":"200"}: 1`,
        `entra.token.age${JSON.stringify({ scope })}: 600`,
        `entra.credential.age${JSON.stringify({ source })}: 600`,
      ]),
    );
    expect(numberOf(points, `entra.token.time_left${JSON.stringify({ scope })}`)).toBeCloseTo(3_000, -1);
    expect(numberOf(points, `entra.credential.time_left${JSON.stringify({ source })}`)).toBeCloseTo(
      863_400,
      -1,
    );

    await close();
  });

  it('say nothing of a credential before there is one', async () => {
    const stop = new AcquireMetrics().observe(() => ({ tokens: [], credential: undefined, now: 0 }));
    expect(await collect()).toEqual([]);
    stop();
  });

  it('say nothing of the end of a credential that has none, and nothing at all after the shutdown', async () => {
    const entra = await LocalEntra.start();
    const { close } = await startClient(entra);
    const named = (points: string[], name: string) => points.filter((point) => point.startsWith(`${name}{`));
    const running = await collect();
    expect(named(running, 'entra.credential.age')).toHaveLength(1);
    expect(named(running, 'entra.credential.time_left')).toHaveLength(0);
    await close();
    expect(named(await collect(), 'entra.credential.age')).toHaveLength(0);
  });

  const numberOf = (points: string[], name: string) =>
    Number(points.find((point) => point.startsWith(name))?.slice(name.length + 2));
});
