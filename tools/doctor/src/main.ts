import 'reflect-metadata';
import { type Command, readCommandLine, USAGE, UsageError } from './command-line.js';
import { becomePatient } from './environment/become-patient.js';
import { EnvironmentError, environmentOf } from './environment/environment-of.js';
import { examine } from './examination.js';
import { FirstFault, Journal } from './journal.js';
import { hideSecrets } from './report/hide-secrets.js';
import { jsonReport } from './report/json-report.js';
import { textReport } from './report/text-report.js';

const EXIT = { allGood: 0, fault: 1, usage: 2 } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const command = readCommandLine(args);
    if (command !== 'help') return await diagnose(command);
    process.stdout.write(USAGE);
    return EXIT.allGood;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n\n${error instanceof UsageError ? USAGE : ''}`);
    return EXIT.usage;
  }
}

async function diagnose({ patient, questions, format }: Command): Promise<number> {
  const environment = await environmentOf(patient, process.env);
  becomePatient(environment);
  const print = (text: string) => process.stdout.write(hideSecrets(text, environment));
  const report = format === 'json' ? jsonReport(print) : textReport(print);
  try {
    await examine(environment, questions, new Journal(report.tell));
    report.end();
    return EXIT.allGood;
  } catch (error) {
    if (!(error instanceof FirstFault)) throw error;
    report.end();
    return EXIT.fault;
  }
}
