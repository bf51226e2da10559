import { type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request as send } from 'undici';
import { ApiCallError } from '../acquire-error.js';
import { type AcquireMetrics } from '../telemetry/acquire-metrics.js';
import { type AccessToken } from '../token/access-token.js';
import { type TokenProvider } from '../token/token-provider.js';
import {
  API_DEFAULTS,
  requireScope,
  RESILIENCE_POLICY,
  type ApiOptions,
  type ResiliencePolicy,
} from './api-options.js';
import { type ApiRequest, type ApiResponse } from './api-request.js';
import { explainAbort, explainOpenCircuit, explainWireFailure } from './call-failure.js';
import { addressOf, parseBaseUrl } from './destination.js';
import { callerHeaders, jsonBody, withToken } from './request-headers.js';
import { resilienceFor, type Resilience } from './resilience.js';
import { parseBody } from './response-body.js';

/** A request that was found good and can be sent, more than once if need be. */
interface PreparedCall {
  readonly url: URL;
  readonly method: ApiRequest['method'];
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly idempotent: boolean;
}

/** RFC 9110 section 9.2.2. */
const IDEMPOTENT_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * Calls another API as this application. The token comes by itself, goes to that API only, and is replaced once when
 * the API refuses it. Redirects are not followed: they are answers like any other.
 *
 * @example const { status, body } = await inventory.request({ method: 'GET', path: '/stock/SKU-1' });
 */
export class ApiClient implements OnApplicationShutdown {
  readonly #base: URL;
  readonly #agent: Agent;
  readonly #policy: ResiliencePolicy;
  readonly #resilience: Resilience;
  readonly #shutdown = new AbortController();

  constructor(
    /** What it is called in messages and metrics. */
    readonly name: string,
    private readonly options: ApiOptions,
    private readonly tokens: TokenProvider,
    private readonly metrics: AcquireMetrics,
  ) {
    requireScope(name, options);
    this.#base = parseBaseUrl(name, options.baseUrl);
    this.#agent = new Agent({
      maxResponseSize: options.maxResponseBytes ?? API_DEFAULTS.maxResponseBytes,
      connections: options.maxConnections ?? API_DEFAULTS.maxConnections,
    });
    this.#policy = { ...RESILIENCE_POLICY, ...options.resilience };
    this.#resilience = resilienceFor(this.#policy);
  }

  /**
   * Resolves with any HTTP answer, after the client's own retries.
   *
   * @throws {ApiCallError} `CALL_…` when there is no answer
   * @throws {TokenError | CredentialError} when no token can be had
   */
  async request(request: ApiRequest): Promise<ApiResponse> {
    const call = this.#prepare(request);
    const signal = this.#limit(request);
    const perform = () => this.#untilAborted(signal, () => this.#perform(call, signal));
    return await this.metrics.timeCall(this.name, perform);
  }

  /** By now every inbound request is answered (Nest closes the server before): what still runs is cut off. */
  async onApplicationShutdown(): Promise<void> {
    this.#shutdown.abort(new ApiCallError('CALL_ABORTED', 'the service is shutting down.'));
    await this.#agent.destroy();
  }

  async #perform(call: PreparedCall, signal: AbortSignal): Promise<ApiResponse> {
    const { scope } = this.options;
    const token = await this.tokens.getToken(scope);
    const answer = await this.#send(call, token, signal);
    if (answer.status === 403) this.tokens.distrust(token, scope);
    if (answer.status !== 401) return answer;
    // Refused means not carried out, so this repetition is safe for any method.
    const fresh = await this.tokens.replacementFor(token, scope);
    return fresh ? await this.#send(call, fresh, signal) : answer;
  }

  async #send(call: PreparedCall, token: AccessToken, signal: AbortSignal): Promise<ApiResponse> {
    const policy = call.idempotent ? this.#resilience.idempotent : this.#resilience.once;
    try {
      return await policy.execute(() => this.#attempt(call, token, signal), signal);
    } catch (error) {
      throw explainOpenCircuit(error, this.name, this.#policy.halfOpenAfterMs);
    }
  }

  async #attempt(call: PreparedCall, token: AccessToken, signal: AbortSignal): Promise<ApiResponse> {
    const limits = call.idempotent ? [signal, AbortSignal.timeout(this.#policy.attemptTimeoutMs)] : [signal];
    try {
      const answer = await send(call.url, {
        method: call.method,
        headers: withToken(call.headers, token),
        body: call.body,
        dispatcher: this.#agent,
        signal: AbortSignal.any(limits),
      });
      const headers = flatten(answer.headers);
      const body = parseBody(await answer.body.text(), headers['content-type']);
      return { status: answer.statusCode, headers, body };
    } catch (error) {
      throw explainWireFailure(error, this.name);
    }
  }

  #prepare(request: ApiRequest): PreparedCall {
    return {
      url: addressOf(this.#base, request),
      method: request.method,
      headers: callerHeaders(request),
      body: jsonBody(request.json),
      idempotent: request.idempotent ?? IDEMPOTENT_METHODS.has(request.method),
    };
  }

  #limit({ timeoutMs, signal }: ApiRequest): AbortSignal {
    const deadline = AbortSignal.timeout(timeoutMs ?? this.options.timeoutMs ?? API_DEFAULTS.timeoutMs);
    return AbortSignal.any([deadline, this.#shutdown.signal, ...(signal ? [signal] : [])]);
  }

  /** Stops waiting, also for a token that others still wait for or for the pause before a retry. */
  async #untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (signal.aborted) throw explainAbort(signal.reason, this.name);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(explainAbort(signal.reason, this.name)), { once: true });
    });
    return await Promise.race([work(), aborted]);
  }
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
