import { apps } from '../compose/containers.ts';
import { productionClosure } from './production-closure.ts';

export const packageListFile = 'docs/image-packages.md';

/** The page that tells which packages are in which image, made from the lock file. */
export function packageList(): string {
  const sections = apps.map((app) => {
    const names = [...productionClosure(`apps/${app}`)].sort();
    return `## ${app}: ${names.length}\n\n${names.map((name) => `- ${name}`).join('\n')}\n`;
  });
  return [
    '# Packages in the images\n',
    'By name; versions are those of package-lock.json. Written by `node tools/deploy/list-packages.mjs`, and compared with',
    'the images themselves by `npm run test:compose`: a package that is new in an image shows as a difference here.\n',
    ...sections,
  ].join('\n');
}
