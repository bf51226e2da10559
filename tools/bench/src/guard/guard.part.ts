import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { TestIssuer } from '@nest-entra/auth/testing';
import { LoadGenerator } from '../load/load-generator.js';
import { type LoadResult, type TokenFile } from '../load/load-job.js';
import { interleaved } from '../measure/interleaved.js';
import { type Part } from '../part.js';
import { type Plan } from '../plan.js';
import { type Finding } from '../report/finding.js';
import { findingsOn, type GuardResults } from './guard-findings.js';
import { type IssuerFacts } from './guard-job.js';
import { GuardServers, type ServerName } from './guard-servers.js';
import { writeLiveTokens } from './live-tokens.js';

const CONNECTIONS = 32;

/** Requests per second of one small route behind each protection, and the share of the unguarded route that is left. */
export const guardPart: Part = async ({ guard }, say) => {
  const directory = mkdtempSync(resolve(tmpdir(), 'nest-entra-bench-'));
  const issuer = await TestIssuer.start();
  const generator = new LoadGenerator();
  const findings: Finding[] = [];
  try {
    for (const { liveTokens, startUps } of guard.load) {
      say(`${liveTokens} live tokens: making them`);
      const tokens = await writeLiveTokens(issuer, resolve(directory, `${liveTokens}.tokens`), liveTokens);
      const results: GuardResults[] = [];
      while (results.length < startUps) {
        const servers = await GuardServers.start(factsOf(issuer));
        say(`${liveTokens} live tokens: start ${results.length + 1} of ${servers.names.length} servers`);
        results.push(await measured(servers, generator, tokens, guard));
      }
      findings.push(...findingsOn('fastify', liveTokens, results));
      findings.push(...findingsOn('express', liveTokens, results));
    }
    return findings;
  } finally {
    generator.stop();
    await issuer.stop();
    rmSync(directory, { recursive: true });
  }
};

/** One start of all servers. No two processes of one program are equally fast: what V8 makes of the first second stays. */
async function measured(
  servers: GuardServers,
  generator: LoadGenerator,
  tokens: TokenFile,
  { rounds, seconds, warmUpSeconds }: Plan['guard'],
): Promise<GuardResults> {
  const run = (name: ServerName, duration: number): Promise<LoadResult> =>
    generator.run({
      url: servers.urls[name] ?? '',
      connections: CONNECTIONS,
      staysAwake: true,
      until: { seconds: duration },
      requests: { kind: 'get', path: '/stock/SKU-1', tokens },
    });
  try {
    for (const name of servers.names) await run(name, warmUpSeconds);
    return await interleaved(servers.names, rounds, (name) => run(name, seconds));
  } finally {
    servers.stop();
  }
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
