import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Terminal } from './terminal.js';
import { workspace } from './workspace.js';

const execute = promisify(execFile);
const ownScope = '@nest-entra';
const projectFolders = ['apps', 'libs', 'tools'];

/** A copy of this workspace, as a clone of it after `npm ci`. Foreign packages are linked, ours are its own. */
export class WorkspaceCopy {
  private constructor(readonly directory: string) {}

  static async make(): Promise<WorkspaceCopy> {
    const copy = new WorkspaceCopy(await mkdtemp(join(tmpdir(), 'nest-entra-copy-')));
    // when root runs the tests, another user runs PostgreSQL and has to come through
    await chmod(copy.directory, 0o711);
    await copy.#copySources();
    await copy.#linkForeignPackages();
    await copy.#linkOwnPackages();
    await copy.#replaceNpmInstall();
    return copy;
  }

  /** A terminal in the copy, with an environment in which nothing points back at the original. */
  openTerminal(variables: Readonly<Record<string, string>> = {}): Terminal {
    return new Terminal(this.directory, {
      PATH: [this.#commands, dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: process.env['HOME'],
      NX_DAEMON: 'false',
      NX_CACHE_DIRECTORY: join(this.directory, '.nx/cache'),
      CI: 'true',
      NO_COLOR: '1',
      ...variables,
    });
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }

  get #commands(): string {
    return join(this.directory, 'node_modules/.commands');
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

  async #linkOwnPackages(): Promise<void> {
    for (const folder of projectFolders) {
      for (const project of await readdir(join(this.directory, folder))) {
        const manifest = await readFile(join(this.directory, folder, project, 'package.json'), 'utf8');
        const { name } = JSON.parse(manifest) as { name: string };
        await symlink(`../../${folder}/${project}`, join(this.directory, 'node_modules', name));
        // where npm puts what only this project needs in another version than the others
        const own = join(workspace, folder, project, 'node_modules');
        if (existsSync(own)) await symlink(own, join(this.directory, folder, project, 'node_modules'));
      }
    }
  }

  /**
   * Every package is there already, and asking the registry for them would make these tests slow and dependent on it.
   * So `npm install` does here what it does for a new workspace beyond that: it links it.
   */
  async #replaceNpmInstall(): Promise<void> {
    const { stdout: npm } = await execute('sh', ['-c', 'command -v npm']);
    await mkdir(this.#commands);
    await writeFile(
      join(this.#commands, 'npm'),
      `#!/bin/sh
[ "$1" = install ] || exec '${npm.trim()}' "$@"
for manifest in ${projectFolders.map((folder) => `${folder}/*/package.json`).join(' ')}; do
  link="node_modules/$(sed -n 's/^  "name": "\\(.*\\)",$/\\1/p' "$manifest")"
  mkdir -p "\${link%/*}"
  [ -e "$link" ] || ln -s "../../\${manifest%/package.json}" "$link"
done
`,
      { mode: 0o755 },
    );
  }
}
