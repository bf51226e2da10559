import { CredentialError, TokenError } from '../acquire-error.js';
import { propertyOf, systemCodeOf } from '../system-code.js';
import { type IssuerExchange } from './issuer-exchange.js';

interface Attempt {
  readonly scope: string;
  /** Which credential was shown. */
  readonly source: string;
}

/**
 * Tells a wrong credential from an outage from a wrong request. Decides by the OAuth `error` and the status; AADSTS
 * numbers are shown and never decided on ("apps that take a dependency on text or error code numbers will be broken").
 */
export function explainTokenFailure(
  error: unknown,
  exchange: IssuerExchange,
  attempt: Attempt,
): TokenError | CredentialError {
  if (isExplained(error) && !answeredWithError(exchange)) return error;
  const { status = 0, retryAfterMs, description } = exchange;
  const said = description ? ` The issuer says: ${description}` : '';
  const hint = { cause: exchange.cause ?? error, retryAfterMs };

  if (exchange.cause !== undefined) {
    return new TokenError(
      'TOKEN_ISSUER_UNAVAILABLE',
      `no answer from the issuer: ${reasonOf(exchange.cause)}.`,
      hint,
    );
  }
  if (status === 429) return new TokenError('TOKEN_ISSUER_THROTTLED', `the issuer answers 429.${said}`, hint);
  if (status >= 500) {
    return new TokenError('TOKEN_ISSUER_UNAVAILABLE', `the issuer answers ${status}.${said}`, hint);
  }
  if (oauthErrorOf(error) === 'invalid_client') {
    return new TokenError('TOKEN_CREDENTIAL_REFUSED', `the issuer refuses ${attempt.source}.${said}`, hint);
  }
  if (status >= 400) {
    return new TokenError(
      'TOKEN_REQUEST_REFUSED',
      `the issuer refuses a token for ${attempt.scope}.${said}`,
      hint,
    );
  }
  return new TokenError(
    'TOKEN_RESPONSE_INVALID',
    `the issuer's answer cannot be used: ${reasonOf(error)}.`,
    hint,
  );
}

const isExplained = (error: unknown) => error instanceof TokenError || error instanceof CredentialError;

const answeredWithError = ({ status = 0, cause }: IssuerExchange) => cause !== undefined || status >= 400;

/** MSAL's `AuthError.errorCode` is the `error` of RFC 6749 section 5.2. Read by shape: MSAL is loaded lazily. */
const oauthErrorOf = (error: unknown) => propertyOf(error, 'errorCode');

/** A system code says more than a message ("fetch failed"). */
const reasonOf = (error: unknown) => systemCodeOf(error) || String(error);
