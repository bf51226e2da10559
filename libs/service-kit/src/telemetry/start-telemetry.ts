import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  resourceAttributesEnvDetector,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { flushAtExit } from '../shutdown/flush.js';
import { nameServerSpans } from './server-routes.js';
import { QuerylessExporter } from './queryless-exporter.js';

/** Traces and metrics over OTLP (http/protobuf), configured by the standard `OTEL_*` variables. */
export function startTelemetry(): void {
  const sdk = new NodeSDK({
    traceExporter: new QuerylessExporter(new OTLPTraceExporter()),
    // logs go to stdout, where the platform collects them
    logRecordProcessors: [],
    // the other detectors report the user and the command line of the process
    resourceDetectors: [resourceAttributesEnvDetector, serviceInstanceIdDetector, serviceNameEnvDetector],
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
