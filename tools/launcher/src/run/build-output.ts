import { globSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Tells which apps run code older than what the compiler has written since. */
export class BuildOutput {
  readonly #root: string;
  readonly #startedWith = new Map<string, number>();

  constructor(root: string) {
    this.#root = root;
  }

  markStarted(app: string): void {
    this.#startedWith.set(app, this.#newestOf(app));
  }

  isNewer(app: string): boolean {
    return this.#newestOf(app) > (this.#startedWith.get(app) ?? 0);
  }

  /** The compiler rewrites only what changed, so the newest file's time is enough. */
  #newestOf(app: string): number {
    const files = globSync([`apps/${app}/dist/**/*.js`, 'libs/*/dist/**/*.js'], { cwd: this.#root });
    return Math.max(0, ...files.map((file) => statSync(resolve(this.#root, file)).mtimeMs));
  }
}
