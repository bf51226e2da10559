/**
 * First container of docker-compose.yml; it ends before the others start. It makes what must be neither in an image nor
 * in a compose file (certificates, keys, passwords) and hands each container its own part, in a volume that only this
 * container mounts.
 *
 * What two containers have to agree on is made once and lives as long as the volumes, because a second
 * `docker-compose up` runs this beside a running system. `docker-compose down --volumes` forgets everything.
 */
import { localCertificates } from '@nest-entra/launcher/certificates';
import { databasesSql, databaseUrl } from './databases-sql.ts';
import { environmentFile, handOver, identity, trust } from './hand-over.ts';
import { randomSecret, rememberedSecret } from './secrets.ts';

const memory = '/prepared';
/** How each server is addressed: from the host, from the other containers, and the vault by its dotted alias. */
const servers = {
  'mock-issuer': ['localhost', '127.0.0.1', 'mock-issuer', 'demo.vault.test'],
  inventory: ['localhost', '127.0.0.1', 'inventory'],
};

const certificates = await localCertificates(`${memory}/certificates`, servers, new Date());
const passwords = {
  inventory: rememberedSecret(memory, 'inventory-database-password'),
  fulfillment: rememberedSecret(memory, 'fulfillment-database-password'),
};
/** Shared by the managed-identity endpoint and the one workload that may ask it for tokens. */
const identityHeader = rememberedSecret(memory, 'identity-header');

handOver('postgres', { 'databases.sql': { content: databasesSql(passwords), everybody: true } });
handOver('mock-issuer', {
  ...trust(certificates),
  ...identity(certificates, 'mock-issuer'),
  // only the mock knows the control token, so each start may have a new one
  'secrets.env': environmentFile({ IDENTITY_HEADER: identityHeader, CONTROL_TOKEN: randomSecret() }),
});
handOver('inventory', {
  ...trust(certificates),
  ...identity(certificates, 'inventory'),
  'secrets.env': environmentFile({ DATABASE_URL: databaseUrl('inventory', passwords.inventory) }),
});
handOver('fulfillment', {
  ...trust(certificates),
  'secrets.env': environmentFile({
    DATABASE_URL: databaseUrl('fulfillment', passwords.fulfillment),
    IDENTITY_HEADER: identityHeader,
  }),
});
handOver('host', trust(certificates));
console.log('certificates and secrets are ready');
