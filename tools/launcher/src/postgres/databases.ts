import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/**
 * Gives every service a database of its own and a role that owns it and can enter no other. The roles' passwords are
 * new in every run and only in memory; what the services stored stays.
 *
 * @returns the URL for each service.
 */
export async function provideDatabases(
  superuserUrl: string,
  services: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const client = new Client(superuserUrl);
  await client.connect();
  try {
    const urls = new Map<string, string>();
    for (const service of services) urls.set(service, await provideDatabase(client, superuserUrl, service));
    return urls;
  } finally {
    await client.end();
  }
}

async function provideDatabase(client: Client, superuserUrl: string, service: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const name = escapeIdentifier(service);
  if (!(await exists(client, 'SELECT FROM pg_roles WHERE rolname = $1', service))) {
    await client.query(`CREATE ROLE ${name}`);
  }
  await client.query(`ALTER ROLE ${name} LOGIN PASSWORD ${escapeLiteral(password)}`);
  if (!(await exists(client, 'SELECT FROM pg_database WHERE datname = $1', service))) {
    await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  }
  const url = new URL(superuserUrl);
  url.username = service;
  url.password = password;
  url.pathname = `/${service}`;
  return url.href;
}

async function exists(client: Client, query: string, name: string): Promise<boolean> {
  return ((await client.query(query, [name])).rowCount ?? 0) > 0;
}
