import { httpLimits } from '../src/http/http-limits.js';
import { serviceProblems } from '../src/problem/service-problems.js';
import { problemEntries, sectionOf } from '../src/testing/index.js';

const page = new URL('../../../docs/problem-codes.md', import.meta.url);

type Code = (typeof serviceProblems)[keyof typeof serviceProblems]['code'];

const seconds = (milliseconds: number): string => `${String(milliseconds / 1_000)} s`;

const explanations: Record<Code, { meaning: string; remedy: string }> = {
  REQUEST_INVALID: {
    meaning:
      'A field of the body, the query, the path or the headers is not what the API asks for. `errors` names each: where it is, which field, and what is wrong with it; never what was sent.',
    remedy: 'Correct the fields; `/docs` shows the schema. The same request will never succeed.',
  },
  REQUEST_MALFORMED: {
    meaning:
      'What arrived is no HTTP, has an address that cannot be decoded, or says that its body is JSON and it is not.',
    remedy: 'Look at what is really sent: a hand-written client, or a proxy that cuts bodies.',
  },
  ROUTE_NOT_FOUND: {
    meaning: 'No route has this address, with any method.',
    remedy: 'Compare the path with `/docs`; look for a prefix that a proxy adds or removes.',
  },
  METHOD_NOT_ALLOWED: {
    meaning: 'The address exists, but not with this method. `Allow` lists those that it has.',
    remedy: 'Use one of them.',
  },
  REQUEST_TIMEOUT: {
    meaning: `The headers did not arrive within ${seconds(httpLimits.headersTimeoutMs)}, or the whole request not within ${seconds(httpLimits.requestTimeoutMs)}.`,
    remedy: 'Send it again over a better connection. Many of them at once are a slow-request attack.',
  },
  BODY_TOO_LARGE: {
    meaning: `The body has more than ${String(httpLimits.bodyBytes / 1024)} KiB.`,
    remedy: 'Split it.',
  },
  ADDRESS_TOO_LONG: {
    meaning: `A parameter in the path has more than ${String(httpLimits.pathParameterCharacters)} characters.`,
    remedy: 'No id is that long: look at how the client builds its addresses.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    meaning: 'There is a body, and its `Content-Type` is not `application/json`.',
    remedy: 'Send JSON and say so.',
  },
  RATE_LIMITED: {
    meaning:
      'This caller (application or person; without a token, its address) made more requests than `RATE_LIMIT_PER_MINUTE` allows. Others are not affected.',
    remedy:
      'Wait for `Retry-After` seconds. If the traffic is wanted, raise the limit; it counts for each replica.',
  },
  HEADERS_TOO_LARGE: {
    meaning: `All headers together have more than ${String(httpLimits.headerBytes / 1024)} KiB.`,
    remedy:
      'Usually a token with too many groups: emit app roles instead ("groupMembershipClaims" of the API).',
  },
  INTERNAL_ERROR: {
    meaning: 'A defect. The answer says nothing of it on purpose.',
    remedy:
      'Find `x-request-id` of the answer in the log of the service: the error is there, with its stack.',
  },
  DATABASE_UNAVAILABLE: {
    meaning: 'PostgreSQL is away, or no connection to it became free in time.',
    remedy:
      'Callers: wait for `Retry-After` seconds. Operators: `/health/ready`, and whether `db.client.connection.pending_requests` grows.',
  },
  HANDLER_TIMEOUT: {
    meaning: `The service worked on the request for ${seconds(httpLimits.handlerTimeoutMs)} and gave up. What it did until then may have had its effect.`,
    remedy:
      'Callers: repeat it if it is idempotent. Operators: the log names the route; its trace shows what hung.',
  },
  OVERLOADED: {
    meaning:
      'The process already works on `LOAD_LIMIT_REQUESTS_IN_FLIGHT` requests, or its event loop is further behind than `LOAD_LIMIT_EVENT_LOOP_LAG_MS`. The request was not begun.',
    remedy:
      'Callers: repeat it after `Retry-After` seconds. Operators: more replicas, or less work; a higher limit makes everybody wait longer.',
  },
};

it('the documentation of the problem codes that every service has says what the code says', async () => {
  const problems = Object.values(serviceProblems).map((problem) => ({
    ...problem,
    ...explanations[problem.code],
  }));
  const expected = problemEntries(problems);
  expect(await sectionOf(page, 'service-kit', expected)).toBe(expected);
});
