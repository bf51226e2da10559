import { Controller, Get } from '@nestjs/common';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { EntraKeysHealth, Roles } from '../../src/protect/index.js';
import { TestClock, TestIssuer } from '../../src/testing/index.js';
import { Api } from './api.js';
import { until } from './until.js';

@Controller()
class StockController {
  @Get('stock')
  @Roles('Stock.Read')
  stock() {
    return {};
  }
}

describe('an operator', () => {
  let clock: TestClock;
  let issuer: TestIssuer;
  let api: Api;
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 600_000 });

  beforeAll(async () => {
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
    clock = new TestClock();
    issuer = await TestIssuer.start({ clock });
    api = await Api.start(issuer.entraApiOptions, [StockController]);
  });

  afterAll(async () => {
    await api.close();
    await issuer.stop();
    await reader.shutdown();
    metrics.disable();
  });

  const health = () => api.app.get(EntraKeysHealth).check();

  /** The points of a metric: its attributes and its value. */
  const pointsOf = async (name: string) => {
    exporter.reset();
    await reader.forceFlush();
    return exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap(({ dataPoints }) => dataPoints.map(({ attributes, value }) => ({ ...attributes, value })));
  };

  it('sees whether tokens can be verified, and with how old keys', async () => {
    expect(api.app.get(EntraKeysHealth).name).toBe('signing-keys');
    await until(async () => (await health()).status === 'up');
    clock.advance(90);
    expect(await health()).toEqual({
      status: 'up',
      tenants: { [issuer.tenantId]: { status: 'up', ageSeconds: 90, failing: false } },
    });
  });

  it('counts decisions by outcome, code and kind of caller', async () => {
    const token = issuer.app({ roles: ['Stock.Read'] });
    await api.get('/stock', token);
    await api.get('/stock', token);
    await api.get('/stock');
    await api.get('/stock', issuer.app());
    expect(await pointsOf('entra.protect.decisions')).toEqual([
      { outcome: 'allow', caller: 'application', known: false, value: 1 },
      { outcome: 'allow', caller: 'application', known: true, value: 1 },
      { outcome: 'deny', code: 'AUTH_TOKEN_MISSING', value: 1 },
      { outcome: 'deny', code: 'AUTH_ROLES_MISSING', value: 1 },
    ]);
  });

  it('sees how old the keys are, and how often they were fetched', async () => {
    const tenant = { 'entra.tenant_id': issuer.tenantId };
    expect(await pointsOf('entra.protect.keys.age')).toEqual([{ ...tenant, value: 90 }]);
    expect(await pointsOf('entra.protect.keys.refreshes')).toEqual([
      { ...tenant, outcome: 'succeeded', value: 1 },
    ]);
    issuer.server.mode = 'error';
    clock.advance(4_000);
    await health();
    await until(async () => (await health()).tenants[issuer.tenantId]?.failing === true);
    expect(await health()).toMatchObject({
      status: 'up',
      tenants: { [issuer.tenantId]: { ageSeconds: 4_090, failing: true } },
    });
    expect(await pointsOf('entra.protect.keys.refreshes')).toContainEqual({
      ...tenant,
      outcome: 'failed',
      value: 1,
    });
  });

  it('sees that tokens cannot be verified before the first keys came', async () => {
    const other = await TestIssuer.start({ clock });
    other.server.mode = 'error';
    const cold = await Api.start(other.entraApiOptions, [StockController]);
    expect(await cold.app.get(EntraKeysHealth).check()).toEqual({
      status: 'down',
      tenants: { [other.tenantId]: { status: 'down', failing: expect.any(Boolean) } },
    });
    expect(await pointsOf('entra.protect.keys.age')).toHaveLength(1);
    await cold.close();
    await other.stop();
  });
});
