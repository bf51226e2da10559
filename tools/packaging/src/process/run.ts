import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a command to its end. @throws Error with everything it printed, if it fails */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, environment = {} }: { readonly cwd: string; readonly environment?: NodeJS.ProcessEnv },
): Promise<string> {
  const { stdout } = await execute(command, args, {
    cwd,
    env: { ...withoutThisProject(process.env), NO_COLOR: '1', ...environment },
    maxBuffer: 16 * 1024 * 1024,
  }).catch(withOutput);
  return stdout;
}

/** What `npm`, Nx and Jest tell their children about this workspace; how npm reaches its registry and cache stays. */
export function withoutThisProject(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(npm_(package|lifecycle|command)|npm_config_(local_)?prefix$|NX_|JEST_|NODE_OPTIONS$|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)));
}

/** What a failing tool printed is the reason; its exit code is none. */
function withOutput(error: Error & { stdout?: string; stderr?: string }): never {
  throw new Error([error.message, error.stdout, error.stderr].join('\n'), { cause: error });
}
