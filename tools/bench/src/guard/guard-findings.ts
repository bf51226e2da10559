import { type LoadResult } from '../load/load-job.js';
import { median, medianRatio } from '../measure/statistics.js';
import { type Finding } from '../report/finding.js';
import { type Adapter, type Protection } from './guard-job.js';
import { protectionsOn, type ServerName } from './guard-servers.js';

/** The goals are for as many live tokens as a busy API sees; with more than the cache holds, all are new. */
const TOKENS_OF_THE_GOALS = 1_000;
const SHARE_OF_UNGUARDED = { atLeast: 0.85 };
const TIMES_PLAIN_WIRING = { atLeast: 4 };

/** What came of one start of all servers. */
export type GuardResults = Readonly<Record<ServerName, readonly LoadResult[]>>;

const names: Readonly<Record<Protection, string>> = {
  nothing: 'guard that does nothing',
  'entra-guard': 'EntraGuard',
  'plain-wiring': 'passport-jwt + jwks-rsa',
  'fastify-jwt': '@fastify/jwt with cache',
  'express-oauth2-jwt-bearer': 'express-oauth2-jwt-bearer',
};

/** How the protections on one adapter compare, over all starts. */
export function findingsOn(
  adapter: Adapter,
  liveTokens: number,
  startUps: readonly GuardResults[],
): readonly Finding[] {
  const label = `${adapter}, ${liveTokens.toLocaleString('en')} tokens`;
  const isGoal = liveTokens === TOKENS_OF_THE_GOALS;
  const protections = protectionsOn[adapter];
  const resultsOf = (protection: Protection): readonly LoadResult[] =>
    startUps.flatMap((results) => results[`${adapter} ${protection}`]);
  const ratesOf = (protection: Protection): number[] =>
    resultsOf(protection).map(({ perSecond }) => perSecond);
  const ratio = (one: Protection, other: Protection): number => medianRatio(ratesOf(one), ratesOf(other));

  return [
    ...protections.map((protection): Finding => ({
      what: `${label}: ${names[protection]}`,
      value: median(ratesOf(protection)),
      unit: 'requests/s',
    })),
    ...protections
      .filter((protection) => protection !== 'nothing')
      .map((protection): Finding => ({
        what: `${label}: ${names[protection]} ÷ guard that does nothing`,
        value: ratio(protection, 'nothing'),
        unit: '×',
        ...(isGoal && protection === 'entra-guard' && { goal: SHARE_OF_UNGUARDED }),
      })),
    {
      what: `${label}: EntraGuard ÷ plain Nest wiring`,
      value: ratio('entra-guard', 'plain-wiring'),
      unit: '×',
      ...(isGoal && { goal: TIMES_PLAIN_WIRING }),
    },
    {
      what: `${label}: the load generator's core, at most`,
      value: Math.max(
        ...protections.flatMap((protection) =>
          resultsOf(protection).map(({ generatorPercent }) => generatorPercent),
        ),
      ),
      unit: '%',
    },
  ];
}
