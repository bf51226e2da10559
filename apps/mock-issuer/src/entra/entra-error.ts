import { aadstsErrors, type AadstsCode, type AadstsParameters } from './aadsts-errors.js';

/** A refusal as Entra words it. Everything about it but the parameters comes from the table. */
export class EntraError<Code extends AadstsCode = AadstsCode> extends Error {
  override readonly name = 'EntraError';
  readonly status: number;
  readonly error: string;

  constructor(
    readonly code: Code,
    parameters: AadstsParameters<Code>,
    /** For the few codes that different endpoints report under different OAuth errors. */
    error?: string,
  ) {
    const [status, usualError, , , text] = aadstsErrors[code];
    super(`AADSTS${code}: ${fill(text, parameters)}`);
    this.status = status;
    this.error = error ?? usualError;
  }
}

/** `instanceof` alone would leave the code's type open. */
export function isEntraError(thrown: unknown): thrown is EntraError {
  return thrown instanceof EntraError;
}

export interface ErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly error_uri?: string;
}

export interface RequestIds {
  readonly traceId: string;
  readonly correlationId: string;
}

export function errorBody(error: EntraError, { traceId, correlationId }: RequestIds, now: Date): ErrorBody {
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const [, , page] = aadstsErrors[error.code];
  return {
    error: error.error,
    // separated by spaces: up to mid-2023 Entra used line breaks
    error_description: `${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...(page === 'uri' && { error_uri: `https://login.microsoftonline.com/error?code=${error.code}` }),
  };
}

function fill(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => parameters[name] ?? placeholder);
}
