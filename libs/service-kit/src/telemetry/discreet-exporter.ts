import { type Attributes, SpanKind } from '@opentelemetry/api';
import { type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';

type ExportArguments = Parameters<SpanExporter['export']>;

/** Where a caller sits on the network. On a server's span these are a person's address, or their proxy's. */
const callerAddress = ['client.address', 'network.peer.address', 'network.peer.port'];

/**
 * Holds back what traces must not tell, whichever instrumentation recorded it: query strings, which carry codes,
 * tokens and names, and the addresses of callers, who appear in the logs by their ids in the directory.
 */
export class DiscreetExporter implements SpanExporter {
  constructor(private readonly exporter: SpanExporter) {}

  export(spans: ExportArguments[0], done: ExportArguments[1]): void {
    this.exporter.export(spans.map(discreet), done);
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }
}

function discreet(span: ReadableSpan): ReadableSpan {
  const { kind, attributes } = span;
  const told =
    kind === SpanKind.SERVER ? withoutCallerAddress(withoutQuery(attributes)) : withoutQuery(attributes);
  // a span's members are accessors of its class: only what differs is put in front of them
  return Object.create(span, { attributes: { value: told } }) as ReadableSpan;
}

function withoutQuery(attributes: Attributes): Attributes {
  const { 'url.query': _, 'url.full': full, ...rest } = attributes;
  return typeof full === 'string' ? { ...rest, 'url.full': full.replace(/[?#].*$/s, '') } : rest;
}

function withoutCallerAddress(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !callerAddress.includes(name)));
}
