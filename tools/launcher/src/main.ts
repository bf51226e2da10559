import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildOnce, buildOnSave, type Compiler, noCompiler } from './run/compiler.ts';
import { Output } from './run/output.ts';
import { run } from './run/run.ts';
import { readSettings } from './run/settings.ts';
import { processes } from './system/system.ts';

const root = resolve(import.meta.dirname, '../../..');
const apps = processes.map(({ name }) => name);

/** `npm start`; with `--watch` `npm run dev`; with `--no-build` what is built already. @returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { watch: { type: 'boolean', default: false }, 'no-build': { type: 'boolean', default: false } },
  });
  const output = new Output(apps);
  const asked = stopSignal();
  try {
    await run({
      root,
      settings: readSettings(process.env, root),
      compiler: compilerFor(values, output),
      endOnLoss: !values.watch,
      output,
      asked,
    });
    return 0;
  } catch (error) {
    if (asked.aborted) return 0;
    output.complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function compilerFor(flags: { watch: boolean; 'no-build': boolean }, output: Output): Compiler {
  if (flags.watch) return buildOnSave(root, apps, (line) => output.say(line));
  return flags['no-build'] ? noCompiler : buildOnce(root, apps);
}

/** Aborts at the first signal; the second one does not wait for anything. */
function stopSignal(): AbortSignal {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked.signal.aborted) process.exit(1);
      asked.abort();
    });
  }
  return asked.signal;
}
