import { double, fixed64, messages, readMessage, text, varint, type WireMessage } from './protobuf.js';

export type AttributeValue = string | number | boolean;
type Attributes = Readonly<Record<string, AttributeValue>>;

export interface ReceivedSpan {
  /** `service.name` of the process that sent it. */
  readonly service: string;
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty: the first of its trace. */
  readonly parentSpanId: string;
  readonly attributes: Attributes;
}

/** One value of one metric: of a histogram, how many values it counts. */
export interface ReceivedMetric {
  /** `service.name` of the process that sent it. */
  readonly service: string;
  readonly name: string;
  readonly unit: string;
  readonly attributes: Attributes;
  readonly value: number;
}

export const SERVER_SPAN = 2;
export const CLIENT_SPAN = 3;
export const CONSUMER_SPAN = 5;

/**
 * The spans of an ExportTraceServiceRequest.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
 */
export function spansOf(request: Buffer): ReceivedSpan[] {
  return scopesOf(request).flatMap(({ service, scope }) =>
    messages(scope, 2).map((span) => ({
      service,
      traceId: text(span, 1, 'hex'),
      spanId: text(span, 2, 'hex'),
      parentSpanId: text(span, 4, 'hex'),
      name: text(span, 5),
      kind: varint(span, 6),
      attributes: attributesOf(span, 9),
    })),
  );
}

/**
 * The values of an ExportMetricsServiceRequest.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto
 */
export function metricsOf(request: Buffer): ReceivedMetric[] {
  return scopesOf(request).flatMap(({ service, scope }) =>
    messages(scope, 2).flatMap((metric) => {
      const described = { service, name: text(metric, 1), unit: text(metric, 3) };
      return pointsOf(metric).map((point) => ({ ...described, ...point }));
    }),
  );
}

/** Resources and their scopes have the same field numbers in both kinds of request. */
function scopesOf(request: Buffer): { service: string; scope: WireMessage }[] {
  return messages(readMessage(request), 1).flatMap((ofResource) => {
    const [resource] = messages(ofResource, 1);
    const service = resource ? String(attributesOf(resource, 1)['service.name']) : '';
    return messages(ofResource, 2).map((scope) => ({ service, scope }));
  });
}

function pointsOf(metric: WireMessage): Pick<ReceivedMetric, 'attributes' | 'value'>[] {
  const [gauges, sums, histograms] = [5, 7, 9].map((field) =>
    messages(metric, field).flatMap((data) => messages(data, 1)),
  );
  return [
    ...[...(gauges ?? []), ...(sums ?? [])].map((point) => ({
      attributes: attributesOf(point, 7),
      value: point.has(4) ? double(point, 4) : fixed64(point, 6),
    })),
    ...(histograms ?? []).map((point) => ({
      attributes: attributesOf(point, 9),
      value: fixed64(point, 4),
    })),
  ];
}

function attributesOf(message: WireMessage, field: number): Attributes {
  return Object.fromEntries(
    messages(message, field).map((keyValue) => {
      const [value] = messages(keyValue, 2);
      return [text(keyValue, 1), value ? attributeValueOf(value) : ''];
    }),
  );
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto */
function attributeValueOf(value: WireMessage): AttributeValue {
  if (value.has(2)) return varint(value, 2) === 1;
  if (value.has(3)) return varint(value, 3);
  if (value.has(4)) return double(value, 4);
  return text(value, 1);
}
