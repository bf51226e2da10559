import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../free-port.ts';
import { isAlive } from '../process-table.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { provideDatabases } from './databases.ts';

describe('the local cluster', () => {
  let directory: string;
  let cluster: Cluster | undefined;

  beforeAll(() => {
    directory = mkdtempSync(resolve(tmpdir(), 'nest-entra-cluster-'));
    chmodSync(directory, 0o711);
  });
  afterEach(() => cluster?.stop());
  afterAll(() => rmSync(directory, { recursive: true }));

  const start = async () => {
    cluster = await startCluster({
      dataDirectory: resolve(directory, 'postgres'),
      logFile: resolve(directory, 'postgres.log'),
      port: await freePort(),
      password: 'kept-with-the-data',
    });
    return cluster;
  };

  it('keeps what was stored over a restart, and flushes it to disk', async () => {
    const first = await start();
    await query(first.urlOf('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await expect(first.ended).resolves.toBe('exit code 0');

    const second = await start();
    await expect(query(second.urlOf('postgres'), 'SELECT answer FROM kept')).resolves.toEqual([
      { answer: 42 },
    ]);
    await expect(query(second.urlOf('postgres'), 'SHOW fsync')).resolves.toEqual([{ fsync: 'on' }]);
  });

  it('ends the server of a run that was killed before it starts its own', async () => {
    const orphan = await start();
    const next = await start();
    expect(isAlive(orphan.pid)).toBe(false);
    await expect(query(next.urlOf('postgres'), 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('leaves a stranger alone whose pid an old file names, and starts', async () => {
    await (await start()).stop();
    const stranger = spawn('sleep', ['60']);
    writeFileSync(resolve(directory, 'postgres/postmaster.pid'), `${String(stranger.pid)}\n`);
    try {
      await start();
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  it('gives each service a database that no other service can enter', async () => {
    const { urlOf } = await start();
    const urls = await provideDatabases(urlOf('postgres'), ['orders', 'stock']);
    const [orders = '', stock = ''] = [urls.get('orders'), urls.get('stock')];

    await query(orders, 'CREATE TABLE mine ()');
    await expect(query(stock.replace('/stock', '/orders'), 'SELECT 1')).rejects.toThrow(
      /denied|authentication/,
    );
    const foreign = new URL(orders);
    foreign.pathname = '/stock';
    await expect(query(foreign.href, 'SELECT 1')).rejects.toThrow('permission denied for database "stock"');
  });

  it('gives the services new passwords in every run, and their old data', async () => {
    const { urlOf } = await start();
    const before = await provideDatabases(urlOf('postgres'), ['orders']);
    const after = await provideDatabases(urlOf('postgres'), ['orders']);
    await expect(query(before.get('orders') ?? '', 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    await expect(query(after.get('orders') ?? '', 'SELECT * FROM mine')).resolves.toEqual([]);
  });

  it('says why it does not start', async () => {
    const port = (await start()).port;
    const second = startCluster({
      dataDirectory: resolve(directory, 'second'),
      logFile: resolve(directory, 'second.log'),
      port,
      password: 'x',
    });
    await expect(second).rejects.toThrow(/did not start \(exit code 1\)[^]*Address already in use/);
  });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client(url);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
