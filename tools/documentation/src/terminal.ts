import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';

/** A reader's terminal: a shell that stays open, so that a block finds what the one before it has set. */
export class Terminal {
  readonly #shell: ChildProcess;
  readonly #news = new EventEmitter();
  #printed = '';
  #ended = false;

  constructor(directory: string, environment: NodeJS.ProcessEnv) {
    this.#shell = spawn('bash', ['--noprofile', '--norc'], {
      cwd: directory,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      // a process group of its own: Ctrl-C in a terminal goes to everything that runs in it
      detached: true,
    });
    for (const output of [this.#shell.stdout, this.#shell.stderr]) {
      output?.setEncoding('utf8').on('data', (text: string) => {
        this.#printed += text;
        this.#news.emit('news');
      });
    }
    this.#shell.on('close', () => {
      this.#ended = true;
      this.#news.emit('news');
    });
  }

  /** Everything printed since the terminal was opened. */
  get printed(): string {
    return this.#printed;
  }

  /** Types a block and waits for the prompt. @returns what it printed. @throws Error with that, if a command fails. */
  async run(block: string): Promise<string> {
    const prompt = randomUUID();
    const begin = this.#printed.length;
    // in braces it runs in this very shell, while the rest of what is typed is not its input
    this.type(`{ set -e\n${block}\nset +e; } </dev/null; printf '%s\\n' ${prompt}`);
    await this.prints(new RegExp(`${prompt}\n`));
    return this.#printed.slice(begin).replace(`${prompt}\n`, '');
  }

  /** Types a command that stays, without waiting for it. */
  type(text: string): void {
    this.#shell.stdin?.write(`${text}\n`);
  }

  /** Waits until this stands in its output. @throws Error with everything it printed, if the shell ends before. */
  async prints(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#printed)) {
      if (this.#ended) throw new Error(`The shell ended:\n${this.#printed}`);
      await once(this.#news, 'news');
    }
  }

  /** Ctrl-C, then `exit`. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const ended = once(this.#shell, 'close');
    this.#shell.stdin?.end();
    if (this.#shell.pid !== undefined) process.kill(-this.#shell.pid, 'SIGINT');
    await ended;
  }
}
