import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';

const NEVER_BY_ITSELF_MS = 600_000;

/** What a metric comes to for one set of attributes: those, and the value. */
export type MetricPoint = Readonly<Record<string, unknown>>;

/** Reads the metrics of this process as an export would see them. Install it before what counts is made. */
export class MetricReader {
  readonly #exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly #reader = new PeriodicExportingMetricReader({
    exporter: this.#exporter,
    exportIntervalMillis: NEVER_BY_ITSELF_MS,
  });

  static install(): MetricReader {
    const installed = new MetricReader();
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [installed.#reader] }));
    return installed;
  }

  async pointsOf(metric: string): Promise<readonly MetricPoint[]> {
    this.#exporter.reset();
    await this.#reader.forceFlush();
    return this.#exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      .filter(({ descriptor }) => descriptor.name === metric)
      .flatMap(({ dataPoints }) => dataPoints.map(({ attributes, value }) => ({ ...attributes, value })));
  }

  async uninstall(): Promise<void> {
    await this.#reader.shutdown();
    metrics.disable();
  }
}
