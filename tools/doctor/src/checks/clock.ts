import { faultOf } from '../fault.js';
import { failed, type Finding, passed } from '../finding.js';
import { type DatedAnswer } from './discovery.js';

/** What the guard tolerates by default; Entra grants client assertions no more than a few minutes. */
const MAX_SKEW_SECONDS = 60;

/** Compares with the `Date` of the discovery document, which is good to a second. */
export function checkClock({ theirs, ours }: DatedAnswer): Finding {
  if (theirs === undefined) return passed({ 'clock of the authority': 'not told' }, undefined);
  const aheadSeconds = Math.round((ours - theirs) / 1_000);
  const facts = { 'seconds apart': Math.abs(aheadSeconds) };
  if (Math.abs(aheadSeconds) <= MAX_SKEW_SECONDS) return passed(facts, undefined);
  const direction = aheadSeconds > 0 ? 'ahead of' : 'behind';
  return failed(
    faultOf('DOCTOR_CLOCK_SKEW', {
      cause: `The clock of this machine is ${Math.abs(aheadSeconds)} s ${direction} the authority's; ${MAX_SKEW_SECONDS} s are tolerated.`,
    }),
  );
}
