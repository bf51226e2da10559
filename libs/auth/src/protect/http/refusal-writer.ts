import { type HttpAdapterHost } from '@nestjs/core';
import { type AuthError, KeysUnavailableError } from '../errors/auth.error.js';

/**
 * Sets the headers of a refusal, through Nest's adapter and so on Fastify as on Express. The body is the exception's,
 * which every exception filter answers with.
 */
export class RefusalWriter {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly realm: string,
  ) {}

  write(error: AuthError, response: unknown): void {
    const { httpAdapter } = this.host;
    httpAdapter.setHeader(response, 'Content-Type', 'application/problem+json');
    if (error.challenge)
      httpAdapter.setHeader(response, 'WWW-Authenticate', challengeOf(this.realm, error.challenge));
    if (error instanceof KeysUnavailableError) {
      httpAdapter.setHeader(response, 'Retry-After', String(error.retryAfterSeconds));
    }
  }
}

/** RFC 6750 §3. All values are ours and hold neither quotes nor backslashes, so none has to be escaped. */
function challengeOf(realm: string, parameters: Readonly<Record<string, string>>): string {
  return `Bearer ${Object.entries({ realm, ...parameters })
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}
