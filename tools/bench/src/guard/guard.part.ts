import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { TestIssuer } from '@nest-entra/auth/testing';
import { LoadGenerator } from '../load/load-generator.js';
import { type LoadResult, type TokenFile } from '../load/load-job.js';
import { interleaved } from '../measure/interleaved.js';
import { median, medianRatio } from '../measure/statistics.js';
import { type Part } from '../part.js';
import { type Finding } from '../report/finding.js';
import { type Adapter, type IssuerFacts } from './guard-job.js';
import { GuardServers, type ServerName } from './guard-servers.js';
import { writeLiveTokens } from './live-tokens.js';

const CONNECTIONS = 32;
/** The goals are for as many live tokens as a busy API sees; with more than the cache holds, all are new. */
const TOKENS_OF_THE_GOALS = 1_000;
const SHARE_OF_UNGUARDED = { atLeast: 0.85 };
const TIMES_PLAIN_WIRING = { atLeast: 4 };

/** Requests per second of one small route behind each protection, and the share of the unguarded route that is left. */
export const guardPart: Part = async ({ guard }, say) => {
  const directory = mkdtempSync(resolve(tmpdir(), 'nest-entra-bench-'));
  const issuer = await TestIssuer.start();
  const servers = await GuardServers.start(factsOf(issuer));
  const generator = new LoadGenerator();
  const findings: Finding[] = [];
  try {
    for (const count of guard.liveTokens) {
      say(`${count} live tokens: making them`);
      const tokens = await writeLiveTokens(issuer, resolve(directory, `${count}.tokens`), count);
      const run = (name: ServerName, seconds: number): Promise<LoadResult> =>
        generator.run(jobFor(servers.urls[name] ?? '', seconds, tokens));
      for (const name of servers.names) await run(name, guard.warmUpSeconds);
      say(`${count} live tokens: ${guard.rounds} rounds of ${servers.names.length} servers`);
      const results = await interleaved(servers.names, guard.rounds, (name) => run(name, guard.seconds));
      findings.push(
        ...(['fastify', 'express'] as const).flatMap((adapter) => compared(adapter, count, results)),
      );
    }
    return findings;
  } finally {
    generator.stop();
    servers.stop();
    await issuer.stop();
    rmSync(directory, { recursive: true });
  }
};

function jobFor(url: string, seconds: number, tokens: TokenFile) {
  const requests = { kind: 'get', path: '/stock/SKU-1', tokens } as const;
  return { url, connections: CONNECTIONS, until: { seconds }, requests };
}

function compared(
  adapter: Adapter,
  count: number,
  results: Readonly<Record<ServerName, LoadResult[]>>,
): Finding[] {
  const label = `${adapter}, ${count.toLocaleString('en')} tokens`;
  const isGoal = count === TOKENS_OF_THE_GOALS;
  const ratesOf = (name: ServerName): number[] => results[name].map(({ perSecond }) => perSecond);
  const names = (Object.keys(results) as ServerName[]).filter((name) => name.startsWith(adapter));
  const unguarded = ratesOf(`${adapter} nothing`);
  const ours = ratesOf(`${adapter} entra-guard`);

  return [
    ...names.map((name): Finding => ({
      what: `${label}: ${nameOf(name)}`,
      value: median(ratesOf(name)),
      unit: 'requests/s',
    })),
    ...names.slice(1).map((name): Finding => ({
      what: `${label}: ${nameOf(name)} ÷ guard that does nothing`,
      value: medianRatio(ratesOf(name), unguarded),
      unit: '×',
      ...(isGoal && name.endsWith('entra-guard') && { goal: SHARE_OF_UNGUARDED }),
    })),
    {
      what: `${label}: EntraGuard ÷ plain Nest wiring`,
      value: medianRatio(ours, ratesOf(`${adapter} plain-wiring`)),
      unit: '×',
      ...(isGoal && { goal: TIMES_PLAIN_WIRING }),
    },
    {
      what: `${label}: the load generator's core, at most`,
      value: Math.max(
        ...names.flatMap((name) => results[name].map(({ generatorPercent }) => generatorPercent)),
      ),
      unit: '%',
    },
  ];
}

const names: Readonly<Record<string, string>> = {
  nothing: 'guard that does nothing',
  'entra-guard': 'EntraGuard',
  'plain-wiring': 'passport-jwt + jwks-rsa',
  'fastify-jwt': '@fastify/jwt with cache',
};

function nameOf(server: ServerName): string {
  const protection = server.slice(server.indexOf(' ') + 1);
  return names[protection] ?? protection;
}

function factsOf(issuer: TestIssuer): IssuerFacts {
  const { tenantId, clientId, authorityHost } = issuer.entraApiOptions;
  return {
    tenantId,
    clientId,
    authorityHost,
    issuer: issuer.issuer,
    keysUri: `${authorityHost}/${tenantId}/discovery/v2.0/keys`,
    publicKeyPem: issuer.key.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  };
}
