import { context, propagation } from '@opentelemetry/api';
import { channel } from 'node:diagnostics_channel';
import { type AccessToken } from '../token/access-token.js';
import { ApiCallError } from '../acquire-error.js';
import { type ApiRequest } from './api-request.js';

/** What the client alone decides on: identity, framing, routing. */
const RESERVED = new Set([
  'authorization',
  'proxy-authorization',
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** Where OpenTelemetry's undici instrumentation listens. It adds `traceparent` itself, and two of them void the trace. */
const instrumented = channel('undici:request:create');

/** @throws {@link ApiCallError} `CALL_REQUEST_INVALID` */
export function callerHeaders({
  headers = {},
  json,
}: Pick<ApiRequest, 'headers' | 'json'>): Record<string, string> {
  const own: Record<string, string> = { accept: 'application/json' };
  if (json !== undefined) own['content-type'] = 'application/json';
  for (const [name, value] of Object.entries(headers)) {
    const lowerCase = name.toLowerCase();
    if (RESERVED.has(lowerCase)) {
      throw new ApiCallError('CALL_REQUEST_INVALID', `the header '${lowerCase}' belongs to the client.`);
    }
    own[lowerCase] = value;
  }
  if (!instrumented.hasSubscribers) propagation.inject(context.active(), own);
  return own;
}

/** @throws {@link ApiCallError} `CALL_REQUEST_INVALID` for what JSON cannot hold */
export function jsonBody(json: unknown): string | null {
  if (json === undefined) return null;
  try {
    return JSON.stringify(json);
  } catch (cause) {
    throw new ApiCallError('CALL_REQUEST_INVALID', 'the body cannot be written as JSON.', { cause });
  }
}

export function withToken(headers: Record<string, string>, token: AccessToken): Record<string, string> {
  return { ...headers, authorization: `Bearer ${token.reveal()}` };
}
