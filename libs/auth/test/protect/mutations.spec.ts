import { Controller, Get } from '@nestjs/common';
import fc from 'fast-check';
import { Roles } from '../../src/protect/index.js';
import { TestIssuer } from '../../src/testing/index.js';
import { Api } from './api.js';

@Controller()
class TargetController {
  @Get('target')
  @Roles('Target.Read')
  target() {
    return {};
  }
}

/** 10,000 in the soak run; the seed is printed with a failure and can be set to repeat it. */
const runs = {
  numRuns: process.env['SOAK'] ? 10_000 : 400,
  ...(process.env['SEED'] && { seed: Number(process.env['SEED']) }),
};

type Mutation = (token: string) => string;

const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (token: string, where: number) => Math.floor(where * token.length);
const character = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));

/** One character becomes another. */
const replaced = fc.tuple(position, character).map(
  ([where, by]): Mutation =>
    (token) =>
      token.slice(0, at(token, where)) + by + token.slice(at(token, where) + 1),
);
const inserted = fc.tuple(position, character).map(
  ([where, what]): Mutation =>
    (token) =>
      token.slice(0, at(token, where)) + what + token.slice(at(token, where)),
);
const removed = fc.tuple(position, fc.integer({ min: 1, max: 40 })).map(
  ([where, length]): Mutation =>
    (token) =>
      token.slice(0, at(token, where)) + token.slice(at(token, where) + length),
);
/** One bit of a decoded segment flips. */
const flipped = fc.tuple(fc.nat(2), position, fc.nat(7)).map(([index, where, bit]): Mutation => (token) => {
  const segments = token.split('.');
  const bytes = Buffer.from(segments[index] ?? '', 'base64url');
  const byte = Math.floor(where * bytes.length);
  bytes.writeUInt8(bytes.readUInt8(byte) ^ (1 << bit), byte);
  return segments.with(index, bytes.toString('base64url')).join('.');
});
/** Segments change places, double or go. */
const shuffled = fc.array(fc.nat(2), { maxLength: 5 }).map(
  (order): Mutation =>
    (token) =>
      order.map((index) => token.split('.')[index] ?? '').join('.'),
);
/** A member of the header or of the claims gets another value, and the signature stays. */
const rewritten = fc
  .tuple(fc.nat(1), fc.string(), fc.jsonValue())
  .map(([index, name, value]): Mutation => (token) => {
    const segments = token.split('.');
    const json = JSON.parse(Buffer.from(segments[index] ?? '', 'base64url').toString('utf8')) as object;
    const names = [...Object.keys(json), name];
    const target = names[name.length % names.length] ?? name;
    const forged = Buffer.from(JSON.stringify({ ...json, [target]: value })).toString('base64url');
    return segments.with(index, forged).join('.');
  });

describe('a valid token', () => {
  let issuer: TestIssuer;
  let api: Api;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    api = await Api.start(issuer.entraApiOptions, [TargetController]);
  });

  afterAll(async () => {
    await api.close();
    await issuer.stop();
  });

  it('is never accepted after any change', async () => {
    const token = issuer.app({ roles: ['Target.Read'] });
    expect((await api.get('/target', token)).status).toBe(200);
    const mutation = fc.oneof(replaced, inserted, removed, flipped, shuffled, rewritten);
    await fc.assert(
      fc.asyncProperty(mutation, async (mutate) => {
        const mutant = mutate(token);
        // spaces around a token are not part of it: RFC 9110 §5.6.3 lets a recipient take them away
        fc.pre(mutant.trim() !== token);
        expect([400, 401]).toContain((await api.get('/target', mutant)).status);
      }),
      runs,
    );
    expect((await api.get('/target', token)).status).toBe(200);
  });
});
