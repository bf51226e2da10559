/**
 * First container of docker-compose.yml; it ends before the others start. It makes what must be neither in an image nor
 * in a compose file (certificates, keys, passwords) and hands each container its own part, in a volume that only this
 * container mounts.
 *
 * What two containers have to agree on is made once and lives as long as the volumes, because a second
 * `docker-compose up` runs this beside a running system. `docker-compose down --volumes` forgets everything.
 */
import { localCertificates } from '@nest-entra/launcher/certificates';
import { processes } from '@nest-entra/launcher/system';
import { databasesSql, databaseUrl } from './databases-sql.ts';
import { environmentFile, handOver, identity, trust } from './hand-over.ts';
import { secretVariables, speaksHttps } from './parts.ts';
import { randomSecret, rememberedSecret } from './secrets.ts';

const memory = '/prepared';
/** Names besides the container's own: the vault's, which has to be a dotted one. */
const aliases: Readonly<Record<string, readonly string[]>> = { 'mock-issuer': ['demo.vault.test'] };

const servers = processes.filter(speaksHttps).map(({ name }) => name);
const hostsOf = (name: string): string[] => ['localhost', '127.0.0.1', name, ...(aliases[name] ?? [])];
const certificates = await localCertificates(
  `${memory}/certificates`,
  Object.fromEntries(servers.map((name) => [name, hostsOf(name)])),
  new Date(),
);

const databases = processes.filter(({ database }) => database).map(({ name }) => name);
const passwordOf = (name: string): string => rememberedSecret(memory, `${name}-database-password`);
const secrets = {
  databaseUrl: (name: string) => databaseUrl(name, passwordOf(name)),
  identityHeader: rememberedSecret(memory, 'identity-header'),
  // known to one container only, so each start may have a new one
  controlToken: randomSecret(),
};

for (const definition of processes) {
  handOver(definition.name, {
    ...trust(certificates),
    ...(speaksHttps(definition) && identity(certificates, definition.name)),
    'secrets.env': environmentFile(secretVariables(definition, secrets)),
  });
}
handOver('postgres', {
  'databases.sql': {
    content: databasesSql(databases.map((name) => ({ name, password: passwordOf(name) }))),
    everybody: true,
  },
});
handOver('host', trust(certificates));
console.log('certificates and secrets are ready');
