import { type Command, readCommandLine, USAGE, UsageError } from './command-line.js';
import { becomePatient } from './environment/become-patient.js';
import { EnvironmentError, environmentOf } from './environment/environment-of.js';
import { examine } from './examination.js';
import { FirstFault, Journal } from './journal.js';
import { hideSecrets } from './report/hide-secrets.js';
import { jsonReport } from './report/json-report.js';
import { type Print } from './report/report.js';
import { textReport } from './report/text-report.js';

/** For scripts. */
const EXIT = { allGood: 0, fault: 1, usage: 2 } as const;

/** Where things are said. */
export interface Voice {
  readonly print: Print;
  /** To whoever called it wrongly. */
  readonly complain: Print;
}

/**
 * `npm run doctor`. Gives this process the environment that it examines.
 *
 * @param own this process's environment
 * @returns the exit code
 */
export async function doctor(
  args: readonly string[],
  own: Readonly<NodeJS.ProcessEnv>,
  { print, complain }: Voice,
): Promise<number> {
  try {
    const command = readCommandLine(args);
    if (command !== 'help') return await diagnose(command, own, print);
    print(USAGE);
    return EXIT.allGood;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof EnvironmentError)) throw error;
    complain(`${error.message}\n${error instanceof UsageError ? `\n${USAGE}` : ''}`);
    return EXIT.usage;
  }
}

async function diagnose(
  { patient, questions, format }: Command,
  own: Readonly<NodeJS.ProcessEnv>,
  print: Print,
): Promise<number> {
  const environment = await environmentOf(patient, own);
  becomePatient(environment);
  const printSafely = (text: string) => print(hideSecrets(text, environment));
  const report = format === 'json' ? jsonReport(printSafely) : textReport(printSafely);
  const isHealthy = await examine(environment, questions, new Journal(report.tell)).then(
    () => true,
    (error: unknown) => {
      if (error instanceof FirstFault) return false;
      throw error;
    },
  );
  report.end();
  return isHealthy ? EXIT.allGood : EXIT.fault;
}
