import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startThrowawayCluster } from './throwaway.ts';

describe('a throwaway cluster', () => {
  it('is a PostgreSQL 18 that answers its superuser, on loopback', async () => {
    const cluster = await startThrowawayCluster();
    try {
      expect(await answerOf(cluster.url, 'SHOW server_version_num')).toMatch(/^18/);
      expect(await answerOf(cluster.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    } finally {
      await cluster.remove();
    }
  });

  it('lets nobody in without the password', async () => {
    const cluster = await startThrowawayCluster();
    try {
      const url = new URL(cluster.url);
      url.password = 'guess';
      await expect(answerOf(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    } finally {
      await cluster.remove();
    }
  });

  it('goes away with its test run, even when that is killed', async () => {
    const program = `
      import { startThrowawayCluster } from ${JSON.stringify(new URL('./throwaway.ts', import.meta.url).href)};
      console.log((await startThrowawayCluster()).url);
      setInterval(() => {}, 1000);`;
    const run = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = (await once(createInterface({ input: run.stdout }), 'line')) as [string];
    expect(await answerOf(url, 'SHOW fsync')).toBe('off');

    run.kill('SIGKILL');

    await eventually(() => expect(answerOf(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED'));
  });
});

async function answerOf(url: string, query: string): Promise<unknown> {
  const client = new Client(url);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(query);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function eventually(expectation: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(50);
    }
  }
}
