import { type Compose } from './compose.ts';
import { productionClosure } from './production-closure.ts';
import { docker } from './run.ts';

export interface ImageContents {
  readonly megabytes: number;
  /** What npm installed, by name. */
  readonly packages: readonly string[];
  /** Everything below /app that is not npm's. */
  readonly files: readonly string[];
}

export async function contentsOf(compose: Compose, service: string): Promise<ImageContents> {
  const image = await compose.imageOf(service);
  const [size, files] = await Promise.all([
    docker('image', 'inspect', '--format', '{{.Size}}', image),
    docker('run', '--rm', '--network=none', image, 'find', '/app', '-type', 'f'),
  ]);
  const all = files.split('\n');
  const manifests = all.flatMap(
    (file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(file)?.[1] ?? [],
  );
  return {
    megabytes: Math.round(Number(size) / 1e6),
    packages: [...new Set(manifests)].sort(),
    files: all.filter((file) => !file.includes('/node_modules/')),
  };
}

/** What an app's image holds too much, or lacks. Empty: all is well. */
export function misfits(app: string, { packages, files }: ImageContents): string[] {
  const needed = productionClosure(`apps/${app}`);
  const foreign = files.filter(
    (file) => !file.startsWith(`/app/apps/${app}/`) && !/^\/app\/(libs\/|package\.json$)/.test(file),
  );
  return [
    ...packages.filter((name) => !needed.has(name)).map((name) => `${name} is not needed to run ${app}`),
    ...[...needed].filter((name) => !packages.includes(name)).map((name) => `${name} is missing`),
    ...foreign.map((file) => `${file} belongs to something else`),
    ...files
      .filter((file) => /\.(ts|tsbuildinfo|spec\.js)$|\/testing\//.test(file))
      .map((file) => `${file} is for development`),
  ];
}

/** What looks like a secret in the commands and variables that an image was made with. */
export async function secretsIn(compose: Compose, service: string): Promise<string[]> {
  const image = await compose.imageOf(service);
  const [history, variables] = await Promise.all([
    docker('history', '--no-trunc', '--format', '{{.CreatedBy}}', image),
    docker('image', 'inspect', '--format', '{{json .Config.Env}}', image),
  ]);
  return [
    ...`${history}\n${variables}`.matchAll(/\w*(?:SECRET|PASSWORD|TOKEN|PRIVATE KEY)\w*=[^\s"]+/gi),
  ].map(([found]) => found.replace(/=.*/, '=…'));
}
