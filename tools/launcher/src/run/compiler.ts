import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** Turns sources into what the services run. */
export interface Compiler {
  /** @throws Error with the compiler's messages. */
  firstBuild(over: AbortSignal): Promise<void>;
  /** @param listener called after every later build; must not throw. */
  onRebuild(listener: () => Promise<void>): void;
  stop(): void;
}

/** For a run whose build somebody else has done. */
export const noCompiler: Compiler = {
  firstBuild: () => Promise.resolve(),
  onRebuild: () => undefined,
  stop: () => undefined,
};

/**
 * `tsc --build` of the apps: unlike the whole solution, that leaves out tests and tools. Without type checks, which take
 * twice as long as the rest: `npm test`, `npm run dev` and editors make them, and tsc remembers that they are due.
 */
export function buildOnce(root: string, apps: readonly string[]): Compiler {
  return {
    ...noCompiler,
    firstBuild: async (over) => {
      const compiler = tsc(root, ['--build', '--noCheck', ...projectsOf(apps)], over);
      const [messages, exitCode] = await Promise.all([text(compiler.stdout), exitOf(compiler)]);
      if (exitCode !== 0) throw new Error(`The build failed.\n${messages.trimEnd()}`);
    },
  };
}

/** `tsc --build --watch`: compiles again on every save, and tells when that went well. */
export function buildOnSave(root: string, apps: readonly string[], print: (line: string) => void): Compiler {
  const stopped = new AbortController();
  const rebuilds = new RebuildQueue();
  return {
    firstBuild: (over) =>
      new Promise((settle, fail) => {
        const compiler = tsc(
          root,
          ['--build', '--watch', '--preserveWatchOutput', ...projectsOf(apps)],
          // also while it waits for somebody to mend what does not compile
          AbortSignal.any([over, stopped.signal]),
        );
        void exitOf(compiler).then((code) => fail(new Error(`The compiler ended (${String(code)}).`)));
        createInterface({ input: compiler.stdout }).on('line', (line) => {
          if (line.trim() !== '') print(line);
          if (!line.includes('Found 0 errors.')) return;
          settle();
          rebuilds.add();
        });
      }),
    onRebuild: (listener) => rebuilds.listen(listener),
    stop: () => stopped.abort(),
  };
}

/** One listener at a time, and one more round for everything that came meanwhile. */
class RebuildQueue {
  #listener: (() => Promise<void>) | undefined;
  #pending = false;
  #busy = false;

  listen(listener: () => Promise<void>): void {
    this.#listener = listener;
    void this.#work();
  }

  add(): void {
    this.#pending = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy || !this.#listener) return;
    this.#busy = true;
    while (this.#pending) {
      this.#pending = false;
      await this.#listener();
    }
    this.#busy = false;
  }
}

function projectsOf(apps: readonly string[]): string[] {
  return apps.map((app) => `apps/${app}/tsconfig.build.json`);
}

function tsc(root: string, options: readonly string[], signal: AbortSignal) {
  const program = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  // said outright: FORCE_COLOR, which test runners and CI set, would decide it otherwise
  const form = ['--pretty', process.stdout.isTTY ? 'true' : 'false'];
  const compiler = spawn(process.execPath, [program, ...options, ...form], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  // being aborted is how it ends, not a failure
  compiler.on('error', () => undefined);
  return compiler;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((settle) => child.once('close', settle));
}
