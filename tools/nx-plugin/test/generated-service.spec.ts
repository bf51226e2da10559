import { WorkspaceCopy } from './workspace-copy.ts';

/** Every combination in a soak run; else the one with everything in it. */
const variants = [
  ['shipping', ['--calls', 'inventory', '--database']],
  ...(process.env['SOAK']
    ? ([
        ['plain', []],
        ['caller', ['--calls', 'inventory']],
        ['keeper', ['--database']],
      ] as const)
    : []),
] as const;

const patienceMs = 300_000;

describe('a generated service', () => {
  let copy: WorkspaceCopy;
  beforeAll(async () => void (copy = await WorkspaceCopy.make()), patienceMs);
  afterAll(() => copy.remove());

  it.each(variants)(
    "passes its own lint, types and tests without an edit: '%s' with %j",
    async (name, options) => {
      const port = String(3_100 + variants.findIndex(([each]) => each === name));
      await copy.run(
        'nx',
        'g',
        '@nest-entra/tools:service',
        name,
        '--port',
        port,
        ...options,
        '--skipInstall',
      );
      await copy.linkOwnPackage('apps', name);
      await copy.run(
        'prettier',
        '--check',
        `apps/${name}`,
        'tools',
        'apps/mock-issuer/src',
        'docker-compose.yml',
      );
      // the tables that it was entered into are code of other projects
      await copy.run('tsc', '--build', 'tools/launcher', 'apps/mock-issuer/tsconfig.build.json');
      const output = await copy.run(
        'nx',
        'run-many',
        '-t',
        'lint',
        'typecheck',
        'test',
        '-p',
        name,
        '--exclude-task-dependencies',
      );
      expect(output).toContain(`Successfully ran targets lint, typecheck, test for project ${name}`);
    },
    patienceMs,
  );
});
