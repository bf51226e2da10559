import { verify } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { EntraApiModule, EntraGuard, EntraKeysHealth } from '@nest-entra/auth/protect';
import { TestIssuer } from '@nest-entra/auth/testing';
import jwt from 'jsonwebtoken';
import { PlainGuard, plainStrategy } from '../guard/plain-wiring.js';
import { inTurn } from '../measure/in-turn.js';
import { microseconds } from '../measure/micro.js';
import { median, medianRatio } from '../measure/statistics.js';
import { type Part } from '../part.js';
import { guardedRequest } from './guarded-request.js';

/** Different ones, as in life: one and the same token would always be in the processor's cache. */
const TOKENS = 1_000;
const ALL_TOKENS = 5_000;
/** Far fewer than there are tokens: every one is new when its turn comes again. */
const NEXT_TO_NONE = 100;
const TIMES_BARE_VERIFY = { atMost: 2 };

/** What the guard costs a request without HTTP, beside the bare signature check that no guard can do without. */
export const verificationPart: Part = async ({ micro: { rounds } }, say) => {
  const issuer = await TestIssuer.start();
  const { publicKey } = issuer.key;
  const tokens = Array.from({ length: TOKENS }, () => issuer.app({ roles: ['Stock.Read'] }));
  say(`${rounds} rounds`);
  const cost = await microseconds(
    {
      bare: bareVerify(issuer, tokens),
      library: withEach(tokens, (token) => jwt.verify(token, publicKey, { algorithms: ['RS256'] })),
      plain: await plainWiring(issuer, tokens),
      firstSeen: await entraGuard(issuer, tokens, NEXT_TO_NONE),
      seenBefore: await entraGuard(issuer, tokens, ALL_TOKENS),
    },
    rounds,
  );
  await issuer.stop();

  return [
    { what: 'bare crypto.verify, the floor', value: median(cost.bare), unit: 'µs' },
    { what: 'jsonwebtoken with a KeyObject', value: median(cost.library), unit: 'µs' },
    { what: 'passport-jwt + jwks-rsa behind AuthGuard', value: median(cost.plain), unit: 'µs' },
    { what: 'EntraGuard, a token seen for the first time', value: median(cost.firstSeen), unit: 'µs' },
    { what: 'EntraGuard, a token seen before', value: median(cost.seenBefore), unit: 'µs' },
    {
      what: 'passport-jwt + jwks-rsa ÷ bare crypto.verify',
      value: medianRatio(cost.plain, cost.bare),
      unit: '×',
    },
    {
      what: 'EntraGuard, first time ÷ bare crypto.verify',
      value: medianRatio(cost.firstSeen, cost.bare),
      unit: '×',
      goal: TIMES_BARE_VERIFY,
    },
  ];
};

type Tokens = readonly string[];

function withEach<T>(tokens: Tokens, call: (token: string) => T): () => T {
  const next = inTurn(tokens as [string, ...string[]]);
  return () => call(next());
}

/** The signature alone, over bytes that were decoded before. */
function bareVerify({ key: { publicKey } }: TestIssuer, tokens: Tokens): () => boolean {
  const signed = tokens.map((token) => {
    const dot = token.lastIndexOf('.');
    return {
      input: Buffer.from(token.slice(0, dot)),
      signature: Buffer.from(token.slice(dot + 1), 'base64url'),
    };
  });
  type Signed = (typeof signed)[number];
  const next = inTurn(signed as [Signed, ...Signed[]]);
  return () => {
    const { input, signature } = next();
    return verify('RSA-SHA256', input, publicKey, signature);
  };
}

async function plainWiring(issuer: TestIssuer, tokens: Tokens): Promise<() => unknown> {
  const { tenantId, clientId, authorityHost } = issuer.entraApiOptions;
  const keysUri = `${authorityHost}/${tenantId}/discovery/v2.0/keys`;
  new (plainStrategy({ keysUri, issuer: issuer.issuer, clientId }))();
  const guard = new PlainGuard();
  const call = withEach(tokens, (token) => guard.canActivate(guardedRequest(token)));
  await call(); // fetches the key
  return call;
}

/** @param maxEntries how many tokens are remembered */
async function entraGuard(issuer: TestIssuer, tokens: Tokens, maxEntries: number): Promise<() => unknown> {
  const app = await NestFactory.createApplicationContext(
    EntraApiModule.forRoot({ ...issuer.entraApiOptions, tokenCache: { maxEntries } }),
    // without debug, as in production
    { logger: ['warn', 'error'] },
  );
  const health = app.get(EntraKeysHealth);
  while ((await health.check()).status === 'down') await new Promise(setImmediate);
  const guard = app.get(EntraGuard);
  const call = withEach(tokens, (token) => guard.canActivate(guardedRequest(token)));
  for (let done = 0; done < tokens.length; done++) await call();
  return call;
}
