import { generateKeyPairSync, sign } from 'node:crypto';
import { startThrowawayIssuer } from '@nest-entra/launcher/throwaway-issuer';
import { LoadGenerator } from '../load/load-generator.js';
import { type LoadJob } from '../load/load-job.js';
import { microseconds } from '../measure/micro.js';
import { median } from '../measure/statistics.js';
import { type Part } from '../part.js';
import { Issuer } from '../system/issuer.js';
import { cpuSeconds } from '../system/process-facts.js';

const CONNECTIONS = 16;
const WARM_UP_REQUESTS = 1_000;
const US_PER_SECOND = 1_000_000;
/** Enough for any test that runs against the mock. */
const TOKENS_PER_CPU_SECOND = { atLeast: 500 };

/**
 * Tokens that the mock issues per second of processor time, so that neither a busy machine nor the load generator
 * beside it blurs the number; and the signatures that the same second has room for, which no issuer can beat.
 */
export const issuerPart: Part = async ({ micro: { rounds }, issuer: { tokens } }, say) => {
  const { pid, local, remove } = await startThrowawayIssuer();
  const generator = new LoadGenerator();
  try {
    const { url, body } = new Issuer(local).tokenRequest('STOREFRONT', 'FULFILLMENT');
    const jobFor = (requests: number): LoadJob => ({
      url,
      connections: CONNECTIONS,
      until: { requests },
      requests: { kind: 'token', body },
    });
    await generator.run(jobFor(WARM_UP_REQUESTS));
    say(`${tokens} tokens`);
    const before = cpuSeconds(pid);
    await generator.run(jobFor(tokens));
    const perCpuSecond = tokens / (cpuSeconds(pid) - before);
    const signatures = US_PER_SECOND / median((await microseconds({ sign: bareSignature() }, rounds)).sign);
    return [
      {
        what: 'tokens of the mock issuer, per second of one core',
        value: perCpuSecond,
        unit: 'requests/s',
        goal: TOKENS_PER_CPU_SECOND,
      },
      {
        what: 'share of what bare RSA-2048 signing allows',
        value: (100 * perCpuSecond) / signatures,
        unit: '%',
      },
    ];
  } finally {
    generator.stop();
    await remove();
  }
};

function bareSignature(): () => Buffer {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = Buffer.alloc(1_000, 'x');
  return () => sign('RSA-SHA256', data, privateKey);
}
