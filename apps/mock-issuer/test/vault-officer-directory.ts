import { defaultDirectory } from '../src/directory/default-directory.js';
import { directoryFile } from './directory-file.js';

/** The default directory as a file, with a second managed identity that may do everything in the vault. */
export const officer = {
  key: 'vault-officer',
  displayName: 'Vault officer',
  clientId: '77778888-bbbb-9999-cccc-0000dddd1111',
  objectId: 'b2b2b2b2-8888-9999-aaaa-c3c3c3c3c3c3',
} as const;

const pkcs12Certificate = {
  displayName: 'as Key Vault stores it by default',
  expiresInDays: 365,
  vaultSecret: 'fulfillment-pkcs12',
  vaultFormat: 'pkcs12',
};

export function vaultOfficerDirectory(): string {
  const directory = defaultDirectory({
    fulfillmentUrl: 'http://localhost:3000',
    vaultResource: 'https://vault.azure.net',
    workloadIssuer: 'https://localhost/workload',
  });
  return directoryFile({
    ...directory,
    applications: directory.applications.map((app) =>
      app.key === 'fulfillment'
        ? { ...app, certificates: [...(app.certificates ?? []), pkcs12Certificate] }
        : app,
    ),
    managedIdentities: [...directory.managedIdentities, officer],
    vaultAccess: [
      ...directory.vaultAccess,
      { principal: officer.key, role: 'Key Vault Secrets Officer', secrets: ['*'] },
    ],
  });
}
