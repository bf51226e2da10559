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
import { explainOpenCircuit, explainWireFailure } from './call-failure.js';
import { explainAbort, limitOf, untilAborted, type CallLimit } from './call-limit.js';
import { withDeadline } from './deadline.js';
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
 * @example
 * ```ts
 * const { status, body } = await inventory.request({ method: 'GET', path: '/stock/SKU-1' });
 * ```
 */
export class ApiClient implements OnApplicationShutdown {
  /** What it is called in messages and metrics. */
  readonly name: string;
  readonly #base: URL;
  readonly #agent: Agent;
  readonly #policy: ResiliencePolicy;
  readonly #resilience: Resilience;
  readonly #shutdown = new AbortController();

  /** @internal {@link EntraClientModule.forApi} makes it. */
  constructor(
    name: string,
    private readonly options: ApiOptions,
    private readonly tokens: TokenProvider,
    private readonly metrics: AcquireMetrics,
  ) {
    requireScope(name, options);
    this.name = name;
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
   * @throws {@link ApiCallError} `CALL_…` when there is no answer
   * @throws {@link TokenError} `TOKEN_…` or {@link CredentialError} `CREDENTIAL_…` when no token can be had
   */
  async request(request: ApiRequest): Promise<ApiResponse> {
    const call = this.#prepare(request);
    const timeoutMs = request.timeoutMs ?? this.options.timeoutMs ?? API_DEFAULTS.timeoutMs;
    const limit = limitOf(request, timeoutMs, this.#shutdown.signal);
    const perform = () => untilAborted(limit, this.name, () => this.#perform(call, limit));
    return await this.metrics.timeCall(this.name, perform);
  }

  /** By now every inbound request is answered (Nest closes the server before): what still runs is cut off. */
  async onApplicationShutdown(): Promise<void> {
    this.#shutdown.abort(new ApiCallError('CALL_ABORTED', 'the service is shutting down.'));
    await this.#agent.destroy();
  }

  async #perform(call: PreparedCall, limit: CallLimit): Promise<ApiResponse> {
    const { scope } = this.options;
    const token = await this.tokens.getToken(scope);
    const answer = await this.#send(call, token, limit);
    if (answer.status === 403) this.tokens.distrust(token, scope);
    if (answer.status !== 401) return answer;
    // Refused means not carried out, so this repetition is safe for any method.
    const fresh = await this.tokens.replacementFor(token, scope);
    return fresh ? await this.#send(call, fresh, limit) : answer;
  }

  async #send(call: PreparedCall, token: AccessToken, limit: CallLimit): Promise<ApiResponse> {
    const policy = call.idempotent ? this.#resilience.idempotent : this.#resilience.once;
    try {
      return await policy.execute(() => this.#attempt(call, token, limit), limit.signal);
    } catch (error) {
      throw explainOpenCircuit(error, this.name, this.#policy.halfOpenAfterMs);
    }
  }

  async #attempt(call: PreparedCall, token: AccessToken, limit: CallLimit): Promise<ApiResponse> {
    if (!call.idempotent) return await this.#exchange(call, token, limit, limit.signal);
    return await withDeadline(this.#policy.attemptTimeoutMs, (deadline) =>
      this.#exchange(call, token, limit, AbortSignal.any([limit.signal, deadline])),
    );
  }

  async #exchange(
    call: PreparedCall,
    token: AccessToken,
    limit: CallLimit,
    signal: AbortSignal,
  ): Promise<ApiResponse> {
    try {
      const answer = await send(call.url, {
        method: call.method,
        headers: withToken(call.headers, token),
        body: call.body,
        dispatcher: this.#agent,
        signal,
      });
      const headers = flatten(answer.headers);
      const body = parseBody(await answer.body.text(), headers['content-type']);
      return { status: answer.statusCode, headers, body };
    } catch (error) {
      throw limit.signal.aborted ? explainAbort(limit, this.name) : explainWireFailure(error, this.name);
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
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
