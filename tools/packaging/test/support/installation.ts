import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../src/process/run.ts';
import { readJson } from '../../src/repository.ts';
import { type Manifest } from '../../src/stage/published-manifest.ts';
import { stageLibrary } from '../../src/stage/stage-library.ts';
import { type PackedLibrary, seedLock } from './locked-packages.ts';
import { compilerOptions } from './nest-starter.ts';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** Packs libs/auth as it would be published. */
export async function packLibrary(directory: string): Promise<PackedLibrary> {
  const staged = join(directory, 'staged');
  await stageLibrary(staged);
  const printed = await run('npm', ['pack', './staged', '--ignore-scripts', '--silent'], { cwd: directory });
  return {
    file: join(directory, printed.trim()),
    manifest: readJson(join(staged, 'package.json')) as Manifest,
  };
}

export const temporaryDirectory = () => mkdtemp(join(tmpdir(), 'nest-entra-package-'));

/** A directory outside of this repository with packages that npm installed, for variants of one application. */
export class Installation {
  constructor(readonly directory: string) {}

  /** `npm install` of the packed library, beside packages in given versions. */
  static async of(
    directory: string,
    library: PackedLibrary,
    others: Readonly<Record<string, string>>,
  ): Promise<Installation> {
    const dependencies = { [library.manifest.name]: `file:${library.file}`, ...others };
    const application = { name: 'installation', private: true, dependencies };
    await mkdir(directory, { recursive: true });
    await writeJson(join(directory, 'package.json'), application);
    await writeJson(join(directory, 'package-lock.json'), seedLock(application, library));
    const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    await run('npm', ['install', ...flags], { cwd: directory });
    return new Installation(directory);
  }

  /** Writes one application; it finds its packages in the directory above. */
  async add(name: string, type: 'module' | 'commonjs', files: ReadonlyMap<string, string>): Promise<void> {
    await mkdir(join(this.directory, name), { recursive: true });
    await writeJson(join(this.directory, name, 'package.json'), { name, private: true, type });
    for (const [path, content] of files) {
      await mkdir(dirname(join(this.directory, name, path)), { recursive: true });
      await writeFile(join(this.directory, name, path), content);
    }
  }

  /** Compiles all applications, each file beside its source. @throws Error with what the compiler says */
  async compile(further: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await writeJson(join(this.directory, 'tsconfig.json'), {
      compilerOptions: { ...compilerOptions, ...further },
      include: ['*/src', '*/test'],
    });
    await run(process.execPath, [compiler, '--project', '.'], { cwd: this.directory });
  }

  /** Runs Node in it. @throws Error with everything it printed, if it fails */
  node(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    return run(process.execPath, args, { cwd: this.directory, environment });
  }

  /** Imports a module, as an application does first of all. @throws Error with what Node says */
  import(specifier: string): Promise<string> {
    return this.node(['--input-type=module', '--eval', `await import('${specifier}')`]);
  }

  has(name: string): boolean {
    return existsSync(this.#pathOf(name));
  }

  /** As if a package had not been installed, while something runs. */
  async without<T>(name: string, task: () => Promise<T>): Promise<T> {
    const aside = join(this.directory, 'aside');
    await rename(this.#pathOf(name), aside);
    try {
      return await task();
    } finally {
      await rename(aside, this.#pathOf(name));
    }
  }

  /** The files of an installed package, by their paths in it. */
  async filesOf(name: string): Promise<string[]> {
    const entries = await readdir(this.#pathOf(name), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => join(parentPath, file).slice(this.#pathOf(name).length + 1));
  }

  #pathOf(name: string): string {
    return join(this.directory, 'node_modules', name);
  }
}

const writeJson = (file: string, content: unknown) => writeFile(file, JSON.stringify(content, null, 2));
