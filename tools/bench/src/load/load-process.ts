import autocannon from 'autocannon';
import { quantile } from '../measure/statistics.js';
import { type LoadJob, type LoadResult } from './load-job.js';
import { requestsOf } from './load-requests.js';
import { stayAwake } from './stay-awake.js';

// A process of its own: the generator has one core, the server the other, and neither waits for the other's garbage.

const SAMPLE_INTERVAL_MS = 50;
const US_PER_SECOND = 1_000_000;
const US_PER_MS = 1_000;

process.on('message', (job: LoadJob) => void run(job).then((result) => process.send?.(result)));
process.on('disconnect', () => process.exit());

async function run(job: LoadJob): Promise<LoadResult | string> {
  const { url, connections, until, rate, requests, staysAwake } = job;
  const milliseconds: number[] = [];
  const before = process.cpuUsage();
  const endWaiting = staysAwake ? stayAwake(() => milliseconds.length) : () => 0;
  const load = autocannon({
    url,
    connections,
    ...('seconds' in until ? { duration: until.seconds } : { amount: until.requests }),
    ...(rate !== undefined && { overallRate: rate }),
    sampleInt: SAMPLE_INTERVAL_MS,
    ...requestsOf(requests, connections),
  });
  // autocannon's own histogram counts whole milliseconds, of which some requests take less than one
  load.on('response', (_client, _status, _bytes, took) => milliseconds.push(took));
  const { requests: done, duration, errors, timeouts, non2xx } = await load;
  const waitedMs = endWaiting();
  if (errors + timeouts + non2xx > 0) {
    return `of ${done.total} requests to ${url}, ${non2xx} were refused, ${timeouts} timed out, ${errors} failed`;
  }
  const { user, system } = process.cpuUsage(before);
  return {
    perSecond: done.total / duration,
    p50Ms: quantile(milliseconds, 0.5),
    p99Ms: quantile(milliseconds, 0.99),
    generatorPercent: (100 * (user + system - waitedMs * US_PER_MS)) / US_PER_SECOND / duration,
  };
}
