import {
  ACQUIRE_ERRORS,
  type AcquireErrorCode,
  ApiCallError,
  CredentialError,
  TokenError,
} from '@nest-entra/auth/acquire';
import { type Failure } from '@nest-entra/inventory-contract';
import { type Trouble } from '../orders/order.js';
import { troubleOfError, troubleOfOutcome } from './inventory-trouble.js';

const unavailable: Trouble = { answer: 'unavailable' };
const fault = (name: Extract<Trouble, { answer: 'fault' }>['fault']): Trouble => ({
  answer: 'fault',
  fault: name,
});

function errorOf(code: AcquireErrorCode, retryAfterMs?: number): Error {
  const hint = retryAfterMs === undefined ? undefined : { retryAfterMs };
  if (code.startsWith('TOKEN_')) return new TokenError(code as TokenError['code'], 'for a test', hint);
  if (code.startsWith('CREDENTIAL_'))
    return new CredentialError(code as CredentialError['code'], 'for a test', hint);
  return new ApiCallError(code as ApiCallError['code'], 'for a test', hint);
}

describe('without an answer', () => {
  const mendedByPeople: AcquireErrorCode[] = [
    'TOKEN_SCOPE_INVALID',
    'TOKEN_CREDENTIAL_REFUSED',
    'TOKEN_REQUEST_REFUSED',
    'CREDENTIAL_ACCESS_DENIED',
    'CREDENTIAL_NOT_FOUND',
    'CREDENTIAL_EMPTY',
    'CREDENTIAL_EXPIRED',
    'CREDENTIAL_NOT_YET_VALID',
    'CREDENTIAL_CERTIFICATE_INVALID',
    'CREDENTIAL_KEY_TYPE',
    'CREDENTIAL_ASSERTION_FAILED',
    'CREDENTIAL_NONE_USABLE',
  ];
  const codes = (Object.keys(ACQUIRE_ERRORS) as AcquireErrorCode[]).filter(
    (code) => !code.startsWith('AUTHORITY_') && code !== 'CALL_REQUEST_INVALID',
  );

  it.each(codes)('%s parks the order exactly if only people can mend it', (code) => {
    const expected = mendedByPeople.includes(code) ? fault('CREDENTIAL_REFUSED') : unavailable;
    expect(troubleOfError(errorOf(code))).toEqual(expected);
  });

  it('a time that somebody named is kept, in whole seconds', () => {
    const trouble: Trouble = { answer: 'unavailable', retryAfterSeconds: 2 };
    expect(troubleOfError(errorOf('TOKEN_ISSUER_THROTTLED', 1_200))).toEqual(trouble);
    expect(troubleOfError(errorOf('CALL_CIRCUIT_OPEN', 2_000))).toEqual(trouble);
  });

  it.each([errorOf('CALL_REQUEST_INVALID'), new TypeError('a defect'), 'not even an error'])(
    'a defect of ours is no trouble with Inventory: %s',
    (error) => {
      expect(() => troubleOfError(error)).toThrow();
    },
  );
});

describe('with an answer that no step knows', () => {
  it.each([
    [{ outcome: 'refused', status: 401, problem: undefined }, unavailable],
    [{ outcome: 'refused', status: 403, problem: undefined }, fault('INVENTORY_FORBIDDEN')],
    [{ outcome: 'unexpected', status: 404, problem: undefined }, fault('INVENTORY_NOT_FOUND')],
    [{ outcome: 'unexpected', status: 400, problem: undefined }, fault('INVENTORY_UNEXPECTED')],
    [{ outcome: 'unexpected', status: 200, problem: undefined }, fault('INVENTORY_UNEXPECTED')],
    [{ outcome: 'unavailable', status: 503, retryAfterSeconds: undefined, problem: undefined }, unavailable],
    [
      { outcome: 'unavailable', status: 429, retryAfterSeconds: 9, problem: undefined },
      { answer: 'unavailable', retryAfterSeconds: 9 },
    ],
  ] satisfies [Failure, Trouble][])('%j', (failure, trouble) => {
    expect(troubleOfOutcome(failure)).toEqual(trouble);
  });
});
