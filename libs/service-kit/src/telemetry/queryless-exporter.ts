import { type Attributes } from '@opentelemetry/api';
import { type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';

type ExportArguments = Parameters<SpanExporter['export']>;

/** Query strings carry codes, tokens and names. They are cut off here, whichever instrumentation recorded them. */
export class QuerylessExporter implements SpanExporter {
  constructor(private readonly exporter: SpanExporter) {}

  export(spans: ExportArguments[0], done: ExportArguments[1]): void {
    this.exporter.export(spans.map(withoutQuery), done);
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }
}

function withoutQuery(span: ReadableSpan): ReadableSpan {
  // a span's members are accessors of its class: only what differs is put in front of them
  return Object.create(span, {
    attributes: { value: attributesWithoutQuery(span.attributes) },
  }) as ReadableSpan;
}

function attributesWithoutQuery(attributes: Attributes): Attributes {
  const { 'url.query': _, 'url.full': full, ...rest } = attributes;
  return typeof full === 'string' ? { ...rest, 'url.full': full.replace(/[?#].*$/s, '') } : rest;
}
