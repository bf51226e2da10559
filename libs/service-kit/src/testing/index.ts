export { MetricReader, type MetricPoint } from './metric-reader.js';
export {
  type AttributeValue,
  CLIENT_SPAN,
  CONSUMER_SPAN,
  type ReceivedMetric,
  type ReceivedSpan,
  SERVER_SPAN,
} from './otlp-messages.js';
export { OtlpReceiver } from './otlp-receiver.js';
export { type ExplainedProblem, problemEntries, sectionOf } from './problem-docs.js';
export { QueryPlans } from './query-plans.js';
