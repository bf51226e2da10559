import { type z } from 'zod';
import { ConfigurationError, type ConfigurationMistake } from './configuration-error.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Values shorter than this may well be words of the message itself ("0", "on"). */
const SHORTEST_VALUE_WORTH_HIDING = 4;

/**
 * Reads a service's configuration from the environment.
 *
 * A mistake ends the process: one message on stderr lists all of them, and the exit code is 1.
 *
 * @param schema the service's variables, usually `z.object({ ...serviceEnvironment, … })`
 * @param environment default `process.env`; an empty value counts as unset, as compose files cannot unset one
 */
export function readConfig<S extends z.ZodType>(
  schema: S,
  environment: Environment = process.env,
): z.output<S> {
  try {
    return parseConfig(schema, environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * {@link readConfig} for callers who want the error.
 *
 * @throws {ConfigurationError} with every mistake
 */
export function parseConfig<S extends z.ZodType>(schema: S, environment: Environment): z.output<S> {
  const present = withoutEmptyValues(environment);
  const parsed = schema.safeParse(present);
  const mistakes = [
    ...(parsed.error?.issues ?? []).map((issue) => mistakeOf(issue, present)),
    ...mistakesAcrossVariables(present),
  ];
  if (!parsed.success || mistakes.length > 0) throw new ConfigurationError(mistakes);
  return parsed.data;
}

function withoutEmptyValues(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())),
  );
}

function mistakeOf(issue: z.core.$ZodIssue, environment: Record<string, string>): ConfigurationMistake {
  const variable = String(issue.path[0] ?? 'environment');
  const value = environment[variable];
  if (value === undefined) return { variable, message: 'is required' };
  // a schema's own message may quote what it was given, and what it was given may be a secret
  const quotesValue = value.length >= SHORTEST_VALUE_WORTH_HIDING && issue.message.includes(value);
  return { variable, message: quotesValue ? 'is not valid' : issue.message };
}

/** Rules that no single variable can state, and that hold for every service. */
function mistakesAcrossVariables(environment: Record<string, string>): ConfigurationMistake[] {
  const mistakes: ConfigurationMistake[] = [];
  if (environment['TLS_CERT_FILE'] && !environment['TLS_KEY_FILE']) {
    mistakes.push({ variable: 'TLS_KEY_FILE', message: 'is required when TLS_CERT_FILE is set' });
  }
  if (environment['TLS_KEY_FILE'] && !environment['TLS_CERT_FILE']) {
    mistakes.push({ variable: 'TLS_CERT_FILE', message: 'is required when TLS_KEY_FILE is set' });
  }
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    const message =
      'must not be 0: it accepts every certificate. Trust a private CA with NODE_EXTRA_CA_CERTS';
    mistakes.push({ variable: 'NODE_TLS_REJECT_UNAUTHORIZED', message });
  }
  return mistakes;
}
