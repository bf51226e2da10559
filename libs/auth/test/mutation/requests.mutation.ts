import { readFileSync, writeFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { Strategy } from 'passport-jwt';
import { type Api } from '../protect/api.js';
import { type KnownRequest, makeRequestTable, type RequestTable, withinTime } from './request-table.js';
import { activate, recordReached, whatWasReached } from './switchboard.js';

/** From `run.ts`: the ids to try, and the file for what noticed them: for each the first request answered otherwise. */
const order = JSON.parse(readFileSync(process.env['MUTATION_ORDER'] ?? '', 'utf8')) as {
  readonly ids: readonly string[];
  readonly report: string;
};

const START_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 1_000;
/** How many of the last successful requests are tried first: what noticed a mutant notices its neighbours. */
const REMEMBERED = 20;

describe('the table of requests', () => {
  let table: RequestTable;
  /** By mutant, the requests that come upon it. */
  const witnesses = new Map<string, Set<KnownRequest>>();

  const testify = (id: string, requests: Iterable<KnownRequest>) => {
    witnesses.set(id, new Set([...(witnesses.get(id) ?? []), ...requests]));
  };

  beforeAll(async () => {
    // a hundred thousand refusals, each written out, would take longer than all the rest
    Logger.overrideLogger(false);
    table = await makeRequestTable();
    recordReached();
    const api = await table.start();
    // what the start needs can show in every answer
    for (const id of whatWasReached()) testify(id, table.requests);
    for (const request of table.requests) {
      recordReached();
      expect([request.name, await request.deviates(api)]).toEqual([request.name, false]);
      for (const id of whatWasReached()) testify(id, [request]);
    }
    await api.close();
  }, 120_000);

  afterAll(() => table.stop());

  it('is tried on every mutant', async () => {
    expect(await withoutSignatureCheck(() => deviationAmong(table.requests))).toBeDefined();

    const noticed: Record<string, string> = {};
    let recent: readonly KnownRequest[] = [];
    for (const id of order.ids) {
      const candidates = witnesses.get(id);
      if (!candidates) continue;
      activate(id);
      const likelyFirst = new Set([...recent.filter((request) => candidates.has(request)), ...candidates]);
      const deviation = await deviationAmong(likelyFirst);
      activate(undefined);
      if (deviation === undefined) continue;
      noticed[id] = deviation.name;
      if ('deviates' in deviation)
        recent = [deviation, ...recent.filter((one) => one !== deviation)].slice(0, REMEMBERED);
    }
    // no mutant has left anything behind that would make the others look bad
    expect(await deviationAmong(table.requests)).toBeUndefined();
    writeFileSync(order.report, JSON.stringify(noticed));
  }, 3_600_000);

  /** What is not as it should be, on an application started for the purpose: what a mutant leaves behind ends with it. */
  async function deviationAmong(
    requests: Iterable<KnownRequest>,
  ): Promise<{ readonly name: string } | KnownRequest | undefined> {
    let api: Api;
    try {
      api = await withinTime(table.start(), START_TIMEOUT_MS);
    } catch {
      return { name: 'the application does not start' };
    }
    try {
      for (const request of requests) {
        if (await request.deviates(api).catch(() => true)) return request;
      }
      return undefined;
    } finally {
      await withinTime(api.close(), STOP_TIMEOUT_MS).catch(() => undefined);
    }
  }
});

type Done = (error: unknown, claims: unknown) => void;

/** Runs something with a passport-jwt whose author forgot the signature. */
async function withoutSignatureCheck<T>(run: () => Promise<T>): Promise<T> {
  const passportJwt = Strategy as unknown as { JwtVerifier: unknown };
  const verify = passportJwt.JwtVerifier;
  passportJwt.JwtVerifier = (token: string, _key: unknown, _options: unknown, done: Done) => {
    done(null, JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  };
  try {
    return await run();
  } finally {
    passportJwt.JwtVerifier = verify;
  }
}
