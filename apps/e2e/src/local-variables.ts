import { execFileSync } from 'node:child_process';

/**
 * What a running system writes for its users (`.data/local.env`), read as they read it: by a shell. An assignment that
 * only a parser of ours understands would fail here.
 */
export function readLocalVariables(file: string): ReadonlyMap<string, string> {
  const printed = execFileSync('sh', ['-c', 'set -a; . "$0"; exec env -0', file], {
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  });
  return new Map(
    printed
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => {
        const end = entry.indexOf('=');
        return [entry.slice(0, end), entry.slice(end + 1)];
      }),
  );
}
