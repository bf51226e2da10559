import { type INetworkModule, type NetworkRequestOptions, type NetworkResponse } from '@azure/msal-node';
import { ConstantBackoff, handleWhen, retry, type RetryPolicy } from 'cockatiel';
import { Agent, request } from 'undici';
import { parseRetryAfter } from '../retry-after.js';
import { isTimeout } from '../system-code.js';
import { issuerExchange } from './issuer-exchange.js';
import { type TokenRequestPolicy } from './token-request-policy.js';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: object;
}

/** MSAL's way to the issuer, with what its own lacks: time-outs, a bounded retry, a size limit, and causes. */
export class IssuerTransport implements INetworkModule {
  readonly #agent: Agent;
  readonly #retry: RetryPolicy;

  constructor(private readonly policy: TokenRequestPolicy) {
    this.#agent = new Agent({ maxResponseSize: policy.maxResponseBytes });
    this.#retry = retry(
      // whoever waited for a whole time-out waits for no second one
      handleWhen((error) => !isTimeout(error)).orWhenResult((answer) =>
        this.#isWorthRepeating(answer as Answer),
      ),
      { maxAttempts: policy.retries, backoff: new ConstantBackoff(policy.retryDelayMs) },
    );
  }

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#exchange<T>('GET', url, options);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#exchange<T>('POST', url, options);
  }

  /** Cuts off what is still on its way. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #exchange<T>(
    method: 'GET' | 'POST',
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const exchange = issuerExchange.getStore() ?? {};
    try {
      const answer = await this.#retry.execute(() => this.#attempt(method, url, options));
      exchange.status = answer.status;
      exchange.retryAfterMs = retryAfterOf(answer);
      exchange.description = descriptionOf(answer.body);
      return answer as NetworkResponse<T>;
    } catch (cause) {
      exchange.cause = cause;
      throw cause;
    }
  }

  async #attempt(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions): Promise<Answer> {
    const { statusCode, headers, body } = await request(url, {
      method,
      dispatcher: this.#agent,
      headers: { accept: 'application/json', ...options?.headers },
      body: options?.body ?? null,
      signal: AbortSignal.timeout(this.policy.attemptTimeoutMs),
    });
    return {
      status: statusCode,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: objectFrom(await body.text()),
    };
  }

  /** A client-credentials request may be repeated: at worst a token is issued that nobody uses. */
  #isWorthRepeating(answer: Answer): boolean {
    if (answer.status < 500 && answer.status !== 429) return false;
    return (retryAfterOf(answer) ?? 0) <= this.policy.maxInlineRetryAfterMs;
  }
}

/**
 * Gateways in front of Entra answer 429 and 503 with plain text or HTML (MSAL.NET #2855). MSAL would call that a
 * parsing error and not see the status: it gets an empty object, and the status decides.
 */
function objectFrom(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

function descriptionOf(body: object): string | undefined {
  if (!('error_description' in body) || typeof body.error_description !== 'string') return undefined;
  // the first line says it; the others are trace and correlation ids and a timestamp
  return body.error_description.split(/[\r\n]/, 1)[0]?.slice(0, 500);
}

const retryAfterOf = ({ headers }: Answer) => parseRetryAfter(headers['retry-after'], Date.now());
