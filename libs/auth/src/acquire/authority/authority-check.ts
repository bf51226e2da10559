import { z } from 'zod';
import { type Authority } from '../../entra/authority.js';
import { AuthorityError } from '../acquire-error.js';
import { type AuthorityErrorCode } from '../error-codes.js';
import { isTimeout, systemCodeOf } from '../system-code.js';

/** Fetches a document; rejects with the socket's own error when there is no answer. */
export type Fetch = (url: string) => Promise<{ readonly status: number; readonly body: unknown }>;

const discovery = z.object({ issuer: z.string() });

/**
 * Asks the authority for its discovery document and says plainly what MSAL calls `endpoints_resolution_error`
 * whatever the matter is: a name that does not resolve, a refused connection, a CA that is not trusted, an unknown tenant.
 *
 * @throws {@link AuthorityError} `AUTHORITY_…`
 */
export async function checkAuthority(authority: Authority, fetch: Fetch): Promise<void> {
  const { status, body } = await fetch(authority.discoveryUri).catch((cause: unknown) => {
    throw explainSilence(cause, authority);
  });
  if (status === 400) {
    throw new AuthorityError(
      'AUTHORITY_TENANT_UNKNOWN',
      `${authority.host} does not know the tenant ${authority.tenantId}.`,
    );
  }
  const document = discovery.safeParse(body);
  if (status !== 200 || !document.success) {
    throw new AuthorityError(
      'AUTHORITY_ANSWER_UNEXPECTED',
      `${authority.discoveryUri} answers ${status}, and not with a discovery document.`,
    );
  }
  if (document.data.issuer !== authority.issuer) {
    throw new AuthorityError(
      'AUTHORITY_ISSUER_MISMATCH',
      `${authority.host} names the issuer ${document.data.issuer.slice(0, 200)}, expected is ${authority.issuer}.`,
    );
  }
}

const CODES: Readonly<Record<string, AuthorityErrorCode>> = {
  ENOTFOUND: 'AUTHORITY_NAME_NOT_FOUND',
  EAI_AGAIN: 'AUTHORITY_NAME_NOT_FOUND',
  ECONNREFUSED: 'AUTHORITY_REFUSED',
  ECONNRESET: 'AUTHORITY_REFUSED',
  UND_ERR_SOCKET: 'AUTHORITY_REFUSED',
  UND_ERR_CONNECT_TIMEOUT: 'AUTHORITY_TIMEOUT',
  ETIMEDOUT: 'AUTHORITY_TIMEOUT',
};

/** OpenSSL's verification errors, and Node's own about the name in the certificate. */
const NOT_TRUSTED = /CERT|SIGNATURE|ALTNAME/;

function explainSilence(cause: unknown, { host }: Authority): AuthorityError {
  const code = systemCodeOf(cause);
  const [kind, what] = NOT_TRUSTED.test(code)
    ? (['AUTHORITY_NOT_TRUSTED', 'the TLS certificate is not trusted'] as const)
    : ([CODES[code] ?? kindOf(cause), 'no answer'] as const);
  return new AuthorityError(kind, `${host}: ${what}${code && ` (${code})`}.`, { cause });
}

const kindOf = (error: unknown): AuthorityErrorCode =>
  isTimeout(error) ? 'AUTHORITY_TIMEOUT' : 'AUTHORITY_ANSWER_UNEXPECTED';
