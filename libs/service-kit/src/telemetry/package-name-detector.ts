import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type ResourceDetector } from '@opentelemetry/resources';

/**
 * Names a service after the package that is run, without its scope: `@nest-entra/inventory` reports as `inventory`.
 * Otherwise every service that nobody gave an `OTEL_SERVICE_NAME` would report as `unknown_service:node`.
 */
export const packageNameDetector: ResourceDetector = {
  detect: () => {
    const name = packageNameOf(process.argv[1]);
    return { attributes: name === undefined ? {} : { 'service.name': name } };
  },
};

/** Of the package that a program belongs to. */
export function packageNameOf(program: string | undefined): string | undefined {
  const file = program === undefined ? undefined : findPackageJSON('..', pathToFileURL(program));
  // where there is none, Node names the root of the file system
  if (!file?.endsWith('package.json')) return undefined;
  const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown };
  return typeof name === 'string' ? name.replace(/^@[^/]*\//, '') : undefined;
}
