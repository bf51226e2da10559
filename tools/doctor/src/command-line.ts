import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Questions } from './questions.js';

/** Whose environment is examined. */
export type Patient =
  | { readonly kind: 'this-process' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'local-service'; readonly name: string };

export interface Command {
  readonly patient: Patient;
  readonly questions: Questions;
  readonly format: 'text' | 'json';
}

export const USAGE = `Usage: npm run doctor [-- [service] [options]]

Checks, step by step, whether a service can work with its authority, and stops at the first fault.
By default it examines the variables of this shell.

  service             of the system that "npm start" runs on this machine, e.g. fulfillment
  --env-file <path>   variables to lay over this shell's, one NAME=value a line
  --scope <scope>     ask for a token for this API; may be repeated (default: every variable named …_SCOPE)
  --audience <id>     client id of that API, where the scope does not contain it
  --api <url>         call this protected URL with the token
  --json              one JSON document instead of lines
  --help

Exit code: 0 all good, 1 a fault was found, 2 wrong usage.
`;

/** The command line makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @returns `'help'` when that was asked for. @throws {UsageError} */
export function readCommandLine(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [service, ...surplus] = positionals;
  if (surplus.length > 0) throw new UsageError(`One service at a time, not also ${surplus.join(' ')}.`);
  if (service !== undefined && values['env-file'] !== undefined) {
    throw new UsageError('A service of the local system has its environment: leave out --env-file.');
  }
  const { scope: scopes = [], audience } = values;
  if (audience !== undefined && !z.guid().safeParse(audience).success) {
    throw new UsageError('--audience takes a client id, a GUID.');
  }
  return {
    patient: patientOf(service, values['env-file']),
    questions: { scopes, audience, api: apiOf(values.api) },
    format: values.json ? 'json' : 'text',
  };
}

function patientOf(service: string | undefined, file: string | undefined): Patient {
  if (service !== undefined) return { kind: 'local-service', name: service };
  return file === undefined ? { kind: 'this-process' } : { kind: 'file', path: file };
}

function apiOf(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url;
  throw new UsageError('--api takes an http or https URL without credentials.');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'env-file': { type: 'string' },
        scope: { type: 'string', multiple: true },
        audience: { type: 'string' },
        api: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
