import { type Facts, type Fault } from '../finding.js';
import { type Entry } from '../journal.js';
import { type Print, type Report } from './report.js';

const NAME_WIDTH = 'tenant and issuer'.length + 2;

/** A line for each step as it ends, and what came of it all. */
export function textReport(print: Print): Report {
  let warnings = 0;
  let fault: Fault | undefined;
  return {
    tell: (entry) => {
      if (entry.outcome === 'warned') warnings += 1;
      if (entry.outcome === 'failed') ({ fault } = entry);
      print(linesOf(entry));
    },
    end: () => print(fault ? `\nStopped at the first fault: ${fault.code}\n` : `\n${goodWith(warnings)}\n`),
  };
}

function linesOf(entry: Entry): string {
  const line = (mark: string, text: string) => `${mark} ${entry.step.padEnd(NAME_WIDTH)}${text}\n`;
  switch (entry.outcome) {
    case 'passed':
      return line('✓', textOf(entry.facts));
    case 'skipped':
      return line('–', entry.reason);
    case 'warned':
      return line('!', textOf(entry.facts)) + indented('code', entry.fault.code) + explanation(entry.fault);
    case 'failed':
      return line('✗', entry.fault.code) + explanation(entry.fault);
  }
}

function explanation({ cause, remedy, see }: Fault): string {
  return indented('cause', cause) + indented('remedy', remedy) + indented('see', see);
}

const indented = (name: string, text: string) => `    ${name.padEnd(8)}${text}\n`;

function textOf(facts: Facts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(', ');
}

function goodWith(warnings: number): string {
  if (warnings === 0) return 'All good.';
  return `All good, with ${warnings} warning${warnings === 1 ? '' : 's'}.`;
}
