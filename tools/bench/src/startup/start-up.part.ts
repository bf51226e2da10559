import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { median } from '../measure/statistics.js';
import { type Part } from '../part.js';
import { type Finding } from '../report/finding.js';
import { type Milestones, timeStart } from './npm-start.js';

const SECONDS_TO_FIRST_ORDER = { atMost: 10 };
const SECONDS_TO_STOP = { atMost: 2 };

/** From `npm start` to the first confirmed order, with everything installed and compiled; and from Ctrl-C to the end. */
export const startUpPart: Part = async ({ startUp: { rounds } }, say) => {
  const firsts: Milestones[] = [];
  const seconds: Milestones[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    const dataDirectory = mkdtempSync(resolve(tmpdir(), 'nest-entra-bench-'));
    // when root runs this, another user runs PostgreSQL and has to come through
    chmodSync(dataDirectory, 0o711);
    firsts.push(await timeStart(dataDirectory));
    seconds.push(await timeStart(dataDirectory));
    rmSync(dataDirectory, { recursive: true });
  }
  return [
    ...findingsOf('the first start ever: database, certificates and all', firsts),
    ...findingsOf('every other start', seconds),
  ];
};

function findingsOf(label: string, starts: readonly Milestones[]): Finding[] {
  return [
    { what: `${label}: ready`, value: median(starts.map(({ readyS }) => readyS)), unit: 's' },
    {
      what: `${label}: first order confirmed`,
      value: median(starts.map(({ orderS }) => orderS)),
      unit: 's',
      goal: SECONDS_TO_FIRST_ORDER,
    },
    {
      what: `${label}: stopped by Ctrl-C`,
      value: median(starts.map(({ stopS }) => stopS)),
      unit: 's',
      goal: SECONDS_TO_STOP,
    },
  ];
}
