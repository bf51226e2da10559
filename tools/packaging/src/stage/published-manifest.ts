/** As much of a package.json as is changed on its way out. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean } | undefined>>;
}

/** Leads to the sources, which are not published: whoever set it would be sent to files that are not there. */
const sourceCondition = '@nest-entra/source';
/** Of use in this workspace only. */
const workspaceFields = new Set(['devDependencies', 'nx']);

/** The manifest as it is published: without what only this workspace understands. */
export function publishedManifest(manifest: Manifest): Manifest {
  const published = Object.entries(manifest).filter(([field]) => !workspaceFields.has(field));
  return { ...(Object.fromEntries(published) as unknown as Manifest), exports: built(manifest.exports) };
}

function built(entries: Manifest['exports']): Manifest['exports'] {
  return Object.fromEntries(
    Object.entries(entries).map(([path, target]) => [
      path,
      typeof target === 'string' ? target : withoutSource(target),
    ]),
  );
}

function withoutSource(target: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== sourceCondition));
}
