/**
 * What the PostgreSQL container runs once, on its empty data directory: for each service a role and a database of that
 * name. Nobody but the owner may connect, so that a service cannot read another's data.
 */
export function databasesSql(passwords: Readonly<Record<string, string>>): string {
  return Object.entries(passwords)
    .map(([name, password]) =>
      [
        `create role ${name} login password '${password}';`,
        `create database ${name} owner ${name};`,
        `revoke all on database ${name} from public;`,
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}

/** As a service connects to its database, over the network that only the services and PostgreSQL share. */
export function databaseUrl(name: string, password: string): string {
  return `postgres://${name}:${password}@postgres:5432/${name}`;
}
