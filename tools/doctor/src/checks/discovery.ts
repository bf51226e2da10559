import { type Authority, AuthorityError, checkAuthority } from '@nest-entra/auth/acquire';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { faultFrom, sentenceOf } from '../fault.js';
import { failed, type Fault, type Finding, passed } from '../finding.js';
import { saidBy } from '../entra-says.js';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;

/** When the authority answered, by its clock and by ours: milliseconds since the epoch. */
export interface DatedAnswer {
  /** `undefined` where the answer has no `Date`, or one that cannot be read. */
  readonly theirs: number | undefined;
  readonly ours: number;
}

const oauthError = z.object({ error_description: z.string() });

/** Whether the authority knows the tenant, and calls itself what tokens are going to say. */
export async function checkDiscovery(authority: Authority): Promise<Finding<DatedAnswer>> {
  let answer: DatedAnswer = { theirs: undefined, ours: Date.now() };
  let said: string | undefined;
  const agent = new Agent({ maxResponseSize: MAX_BYTES });
  try {
    await checkAuthority(authority, async (url) => {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: agent,
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      answer = { theirs: dateIn(headers['date']), ours: Date.now() };
      const content = jsonFrom(await body.text());
      said = oauthError.safeParse(content).data?.error_description;
      return { status: statusCode, body: content };
    });
    return passed({ issuer: authority.issuer }, answer);
  } catch (error) {
    return failed(faultAt(authority, error, said));
  } finally {
    await agent.destroy();
  }
}

function faultAt({ issuer }: Authority, error: unknown, said: string | undefined): Fault {
  if (!(error instanceof AuthorityError)) return faultFrom(error);
  if (error.code !== 'AUTHORITY_ISSUER_MISMATCH') {
    return faultFrom(error, { cause: `${sentenceOf(error)}${said ? ` It says: ${saidBy(said)}` : ''}` });
  }
  if (new URL(issuer).hostname !== 'sts.windows.net') return faultFrom(error);
  return faultFrom(error, {
    remedy: 'ENTRA_ISSUER holds the issuer of v1 tokens: leave it unset, tokens are v2.',
  });
}

function dateIn(header: string | string[] | undefined): number | undefined {
  const date = Date.parse(String(header));
  return Number.isNaN(date) ? undefined : date;
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
