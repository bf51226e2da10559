import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const workspace = resolve(import.meta.dirname, '../../..');
const ownScope = '@nest-entra';

/** A copy of this workspace, as a clone of it would be: to generate into. Foreign packages are linked, ours are its own. */
export class WorkspaceCopy {
  private constructor(readonly directory: string) {}

  static async make(): Promise<WorkspaceCopy> {
    const copy = new WorkspaceCopy(await mkdtemp(join(tmpdir(), 'nest-entra-copy-')));
    await copy.#copySources();
    await copy.#linkForeignPackages();
    for (const parent of ['apps', 'libs', 'tools']) {
      for (const name of await readdir(join(copy.directory, parent))) await copy.linkOwnPackage(parent, name);
    }
    return copy;
  }

  /** What `npm install` does for a new workspace whose dependencies are all there. */
  async linkOwnPackage(parent: string, name: string): Promise<void> {
    const { default: manifest } = (await import(join(this.directory, parent, name, 'package.json'), {
      with: { type: 'json' },
    })) as { default: { name: string } };
    await symlink(`../../${parent}/${name}`, join(this.directory, 'node_modules', manifest.name));
  }

  /** Runs a tool of the copy, with an environment in which nothing points back at the original. */
  async run(tool: string, ...args: string[]): Promise<string> {
    const bin = join(this.directory, 'node_modules/.bin');
    const { stdout } = await execute(join(bin, tool), args, {
      cwd: this.directory,
      maxBuffer: 16 * 1024 * 1024,
      env: {
        PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
        HOME: process.env['HOME'],
        NX_DAEMON: 'false',
        NX_CACHE_DIRECTORY: join(this.directory, '.nx/cache'),
        CI: 'true',
        NO_COLOR: '1',
      },
    }).catch(withOutput);
    return stdout;
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }

  async #copySources(): Promise<void> {
    const { stdout } = await execute('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
      cwd: workspace,
    });
    for (const file of stdout
      .split('\0')
      .filter((name) => name !== '' && existsSync(join(workspace, name)))) {
      await mkdir(dirname(join(this.directory, file)), { recursive: true });
      await cp(join(workspace, file), join(this.directory, file));
    }
  }

  async #linkForeignPackages(): Promise<void> {
    const [from, to] = [join(workspace, 'node_modules'), join(this.directory, 'node_modules')];
    await mkdir(join(to, ownScope), { recursive: true });
    for (const name of await readdir(from)) {
      if (name !== ownScope && !name.startsWith('.package')) await symlink(join(from, name), join(to, name));
    }
  }
}

/** What a failing tool printed is the reason; its exit code is none. */
function withOutput(error: Error & { stdout?: string; stderr?: string }): never {
  throw new Error([error.message, error.stdout, error.stderr].join('\n'));
}
