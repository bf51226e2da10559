/**
 * Preload of every service: `node --import @nest-entra/service-kit/telemetry dist/main.js`.
 *
 * It must come before the first import of what it instruments. Without `OTEL_EXPORTER_OTLP_ENDPOINT` it loads
 * nothing. The loader hook of OpenTelemetry is not needed: `http`, `pg` and `undici` are reached without it, and
 * it would cost 1.4 s and 85 MB at each start.
 */
if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT']) {
  const { startTelemetry } = await import('./start-telemetry.js');
  startTelemetry();
}

export {};
