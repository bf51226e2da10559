import { readFileSync } from 'node:fs';

/** What the running system tells its users: addresses, scopes, and the clients' ids and secrets. */
export type LocalEnv = ReadonlyMap<string, string>;

/** @throws Error with a sentence if there is no running system. */
export function readLocalEnv(file: string): LocalEnv {
  return new Map(
    contentOf(file)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map(assignment),
  );
}

export function valueOf(env: LocalEnv, name: string): string {
  const value = env.get(name);
  if (value === undefined) throw new Error(`local.env lacks ${name}.`);
  return value;
}

/** `NAME='value'`, as a POSIX shell reads it. */
function assignment(line: string): [string, string] {
  const [, name, quoted] = /^(?:export )?(\w+)=(.*)$/.exec(line) ?? [];
  if (name === undefined || quoted === undefined)
    throw new Error(`local.env has a line that is no assignment.`);
  const value = quoted.startsWith("'") ? quoted.slice(1, -1).replaceAll(`'\\''`, "'") : quoted;
  return [name, value];
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(
      `Nothing runs here: ${file} is written by "npm start", which has to run in another terminal.`,
    );
  }
}
