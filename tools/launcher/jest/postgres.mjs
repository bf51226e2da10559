import { startThrowawayCluster } from '../src/postgres/throwaway.ts';

/** @type {import('../src/postgres/throwaway.ts').ThrowawayCluster | undefined} */
let cluster;

/** Jest `globalSetup`: a real PostgreSQL for this run, unless TEST_DATABASE_URL names one already. */
export default async function startTestDatabase() {
  if (process.env.TEST_DATABASE_URL) return;
  cluster = await startThrowawayCluster();
  process.env.TEST_DATABASE_URL = cluster.url;
}

export async function removeTestDatabase() {
  await cluster?.remove();
}
