import { ApiCallError, type ApiResponse } from '@nest-entra/auth/acquire';
import { request } from 'undici';
import { z } from 'zod';
import { EntraClient } from '../entra-client.js';
import { isTabled } from '../fault-code.js';
import { faultFrom, faultOf } from '../fault.js';
import { failed, type Fault, type Finding, passed, warned } from '../finding.js';
import { type ClientSetup } from './configuration.js';

const TIMEOUT_MS = 5_000;

/** Whether the real API takes a real token: any answer that is no 401 and no 403, and that it does not give to everybody. */
export async function checkApi({ options, scopes: [scope = ''] }: ClientSetup, url: URL): Promise<Finding> {
  const client = await EntraClient.openFor(options, { baseUrl: url.origin, scope });
  try {
    const answer = await client.api.request({
      method: 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
    });
    const facts = { url: `${url.origin}${url.pathname}`, answers: answer.status };
    const refusal = refusalIn(answer, url);
    if (refusal) return failed(refusal);
    return (await answersEverybody(url))
      ? warned(faultOf('DOCTOR_API_OPEN'), facts, undefined)
      : passed(facts, undefined);
  } catch (error) {
    return failed(error instanceof ApiCallError ? connectionFault(error, url) : faultFrom(error));
  } finally {
    await client.close();
  }
}

/** The library's problem bodies carry the code of the check that failed. */
const problem = z.object({ code: z.string() });

function refusalIn({ status, body }: ApiResponse, url: URL): Fault | undefined {
  if (status !== 401 && status !== 403 && status < 500) return undefined;
  const told = problem.safeParse(body).data?.code ?? '';
  const cause = `${url.origin}${url.pathname} answers ${status}`;
  if (isTabled(told) && told.startsWith('AUTH_')) {
    const { cause: meaning, ...fault } = faultOf(told);
    return { ...fault, cause: `${cause}: ${meaning}` };
  }
  return faultOf(status >= 500 ? 'DOCTOR_API_FAILS' : 'DOCTOR_API_REFUSES', { cause: `${cause}.` });
}

/** A path that does not exist does so too: it is answered before a guard is asked. */
async function answersEverybody(url: URL): Promise<boolean> {
  const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  await body.dump();
  return statusCode !== 401 && statusCode !== 403;
}

function connectionFault(error: ApiCallError, url: URL): Fault {
  const { code = 'no reason given' } = (error.cause ?? {}) as { readonly code?: string };
  return faultFrom(error, { cause: `No usable answer from ${url.origin} (${code}).` });
}
