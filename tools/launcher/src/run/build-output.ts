import { globSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';

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
    const projects = this.#projectsIn(resolve(this.#root, 'apps', app));
    const files = globSync(
      [...projects].map((project) => `${relative(this.#root, project)}/dist/**/*.js`),
      { cwd: this.#root },
    );
    return Math.max(0, ...files.map((file) => statSync(resolve(this.#root, file)).mtimeMs));
  }

  /** A project and all that it is built from, by the references that `nx sync` keeps. */
  #projectsIn(project: string, found = new Set<string>()): Set<string> {
    if (found.has(project)) return found;
    found.add(project);
    const config = readFileSync(resolve(project, 'tsconfig.build.json'), 'utf8');
    for (const [, path = ''] of config.matchAll(/"path": "(.+)\/tsconfig\.build\.json"/g)) {
      this.#projectsIn(resolve(project, path), found);
    }
    return found;
  }
}
