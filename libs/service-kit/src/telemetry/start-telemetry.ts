import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  resourceAttributesEnvDetector,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { AggregationType, type ViewOptions } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { flushAtExit } from '../shutdown/flush.js';
import { DiscreetExporter } from './discreet-exporter.js';
import { packageNameDetector } from './package-name-detector.js';
import { nameServerSpans } from './server-routes.js';

/**
 * The pool metrics of the pg instrumentation: it counts all pools of a process with one counter, calls each of ours
 * `unknown_host:unknown_port/unknown_database`, and never sees a connection return. `PoolMetrics` has its own.
 */
const withoutPoolsOfInstrumentation: ViewOptions = {
  meterName: '@opentelemetry/instrumentation-pg',
  instrumentName: 'db.client.connection.*',
  aggregation: { type: AggregationType.DROP },
};

/** Traces and metrics over OTLP (http/protobuf), configured by the standard `OTEL_*` variables. */
export function startTelemetry(): void {
  const sdk = new NodeSDK({
    traceExporter: new DiscreetExporter(new OTLPTraceExporter()),
    // logs go to stdout, where the platform collects them
    logRecordProcessors: [],
    views: [withoutPoolsOfInstrumentation],
    // later ones win; the SDK's other detectors report the user and the command line of the process
    resourceDetectors: [
      packageNameDetector,
      resourceAttributesEnvDetector,
      serviceInstanceIdDetector,
      serviceNameEnvDetector,
    ],
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url }) => url?.startsWith('/health/') ?? false,
      }),
      new UndiciInstrumentation(),
      // polling for jobs is no part of any request
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  nameServerSpans();
  flushAtExit(() => sdk.shutdown());
}
