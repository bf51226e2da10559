import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { read, repository } from '../repository.ts';

export const folder = 'deploy/kubernetes';

/** One object of a manifest, as far as every kind has the same form. */
export interface Manifest {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** All objects below deploy/kubernetes, without the file that lists them. */
export function readManifests(): Manifest[] {
  return manifestFiles().flatMap((file) =>
    parseAllDocuments(read(`${folder}/${file}`), { strict: true, uniqueKeys: true }).map((document) => {
      if (document.errors.length > 0) throw new AggregateError(document.errors, `${file} is not YAML`);
      return { file, ...(document.toJS() as Omit<Manifest, 'file'>) };
    }),
  );
}

export function manifestFiles(): string[] {
  return globSync('*.yaml', { cwd: resolve(repository, folder) }).filter(
    (file) => file !== 'kustomization.yaml',
  );
}

export function readKustomization() {
  return parse(read(`${folder}/kustomization.yaml`)) as {
    readonly resources: readonly string[];
    readonly images: readonly { readonly name: string }[];
  };
}
