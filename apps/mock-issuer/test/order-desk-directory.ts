import { defaultDirectory } from '../src/directory/default-directory.js';
import { type DirectoryInput } from '../src/directory/directory.schema.js';
import { directoryFile } from './directory-file.js';

type RedirectUris = NonNullable<DirectoryInput['applications'][number]['redirectUris']>;

/** The default directory as a file, in which the order desk has other redirect URIs, and a secret for those of kind `web`. */
export function orderDeskAt(redirectUris: RedirectUris): string {
  const directory = defaultDirectory({
    fulfillmentUrl: 'http://localhost:3000',
    vaultResource: 'https://vault.azure.net',
    workloadIssuer: 'https://localhost/workload',
  });
  const applications = directory.applications.map((app) =>
    app.key === 'order-desk'
      ? { ...app, redirectUris, secrets: [{ displayName: 'web', expiresInDays: 1 }] }
      : app,
  );
  return directoryFile({ ...directory, applications });
}
