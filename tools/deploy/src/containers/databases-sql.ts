export interface Database {
  /** Of the service, its role and its database. */
  readonly name: string;
  /** Of the role. Hexadecimal: nothing in it needs quoting. */
  readonly password: string;
}

/**
 * What the PostgreSQL container runs once, on its empty data directory: for each service a role and a database that
 * nobody else may enter, so that a service cannot read another's data.
 */
export function databasesSql(databases: readonly Database[]): string {
  return databases
    .map(
      ({ name, password }) => `create role "${name}" login password '${password}';
create database "${name}" owner "${name}";
revoke all on database "${name}" from public;
`,
    )
    .join('\n');
}

/** As a service connects, over the network that only the services and PostgreSQL share. */
export function databaseUrl(name: string, password: string): string {
  return `postgres://${name}:${password}@postgres:5432/${name}`;
}
