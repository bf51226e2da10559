import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { withoutThisProject } from '../../src/process/run.ts';

/** A process that prints, sooner or later, where it listens. */
export class ServerProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts it and waits until `pattern` was printed. @throws Error with everything it printed, if it ends before */
  static async start(
    main: string,
    environment: NodeJS.ProcessEnv,
    pattern: RegExp,
  ): Promise<{ server: ServerProcess; found: RegExpExecArray }> {
    const child = spawn(process.execPath, [main], {
      env: { ...withoutThisProject(process.env), NO_COLOR: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    for await (const line of createInterface(child.stdout)) {
      printed += `${line}\n`;
      const found = pattern.exec(printed);
      if (!found) continue;
      // it would wait for a reader otherwise, once the pipe is full
      child.stdout.resume();
      return { server: new ServerProcess(child), found };
    }
    throw new Error(`${main} ended before it listened:\n${printed}`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }
}
