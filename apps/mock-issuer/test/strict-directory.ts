import { defaultDirectory } from '../src/directory/default-directory.js';
import { directoryFile } from './directory-file.js';

export const redirectUris = {
  spa: 'https://spa.example.com/',
  web: 'https://web.example.com/callback',
  native: 'http://localhost/native',
} as const;

/** The default directory with every corner switched on: assignment required, and one client on all three platforms. */
export function strictDirectory(workloadIssuer = 'https://cluster.example.com'): string {
  const directory = defaultDirectory({
    fulfillmentUrl: 'http://localhost:3000',
    vaultResource: 'https://vault.azure.net',
    workloadIssuer,
  });
  const { spa, web, native } = redirectUris;
  const closed = {
    key: 'closed',
    displayName: 'Closed',
    clientId: '88889999-cccc-0000-dddd-1111eeee2222',
    objectId: 'b3b3b3b3-9999-aaaa-bbbb-c4c4c4c4c4c4',
    identifierUris: ['api://closed'],
    assignmentRequired: true,
    requestedAccessTokenVersion: 1 as const,
    redirectUris: { web: [web] },
    delegatedScopes: ['Look'],
  };
  const applications = directory.applications.map((app) =>
    app.key === 'order-desk'
      ? {
          ...app,
          redirectUris: { spa: [spa], web: [web], native: [native] },
          secrets: [{ displayName: 'web', expiresInDays: 10 }],
          certificates: [
            { displayName: 'good', expiresInDays: 10 },
            { displayName: 'old', expiresInDays: -1 },
          ],
        }
      : app,
  );
  return directoryFile({ ...directory, applications: [...applications, closed] });
}
