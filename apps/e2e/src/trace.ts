import { type ReceivedSpan } from '@nest-entra/service-kit/testing';

/** The spans of one trace, by what they have to do with each other. */
export class Trace {
  constructor(readonly spans: readonly ReceivedSpan[]) {}

  get roots(): readonly ReceivedSpan[] {
    return this.spans.filter(({ parentSpanId }) => parentSpanId === '');
  }

  /** Spans whose parent is not there: where the trace is torn. */
  get orphans(): readonly ReceivedSpan[] {
    const ids = new Set(this.spans.map(({ spanId }) => spanId));
    return this.spans.filter(({ parentSpanId }) => parentSpanId !== '' && !ids.has(parentSpanId));
  }

  of(service: string, kind: number): readonly ReceivedSpan[] {
    return this.spans.filter((span) => span.service === service && span.kind === kind);
  }

  /** What a span is a part of: its parent first, the root last. */
  ancestorsOf(span: ReceivedSpan): readonly ReceivedSpan[] {
    const parent = this.spans.find(({ spanId }) => spanId === span.parentSpanId);
    return parent ? [parent, ...this.ancestorsOf(parent)] : [];
  }
}
