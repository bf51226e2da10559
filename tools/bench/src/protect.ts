import { verify } from 'node:crypto';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EntraApiModule, EntraGuard, EntraKeysHealth, Roles } from '@nest-entra/auth/protect';
import { TestIssuer } from '@nest-entra/auth/testing';
import jwt from 'jsonwebtoken';
import { guardedRequest } from './guarded-request.js';
import { leastDisturbed } from './least-disturbed.js';
import { PlainGuard, PlainStrategy } from './plain-wiring.js';

// What a guard costs a request, without HTTP: `npm run bench:protect`. The logger stands at "info", as in production.

@Controller('stock')
class StockController {
  @Get(':sku')
  @Roles('Stock.Read')
  find(): void {
    // never called: only the guard is measured
  }
}

const handler: () => void = Reflect.get(StockController.prototype, 'find');
const issuer = await TestIssuer.start();
const token = issuer.app({ roles: ['Stock.Read'] });
const { publicKey } = issuer.key;

const cost = await leastDisturbed({
  bare: bareVerify(token),
  library: () => jwt.verify(token, publicKey, { algorithms: ['RS256'] }),
  plain: await plainWiring(),
  firstSeen: await ourGuard(0),
  seenBefore: await ourGuard(5_000),
});
await issuer.stop();

print([
  ['bare crypto.verify, the floor', cost.bare, ''],
  ['jsonwebtoken with a KeyObject', cost.library, times(cost.library)],
  ['plain passport-jwt + jwks-rsa behind AuthGuard', cost.plain, times(cost.plain)],
  [
    'EntraGuard, a token seen for the first time',
    cost.firstSeen,
    `${times(cost.firstSeen)} ${budget(cost.firstSeen < 2 * cost.bare, 'below 2.00 x')}`,
  ],
  [
    'EntraGuard, a token seen before',
    cost.seenBefore,
    `${times(cost.seenBefore)} ${budget(cost.seenBefore < 5, 'below 5 µs')}`,
  ],
]);

/** The signature alone, over bytes that were decoded before. */
function bareVerify(signed: string): () => boolean {
  const dot = signed.lastIndexOf('.');
  const input = Buffer.from(signed.slice(0, dot));
  const signature = Buffer.from(signed.slice(dot + 1), 'base64url');
  return () => verify('RSA-SHA256', input, publicKey, signature);
}

async function plainWiring(): Promise<() => unknown> {
  const keysUri = `${issuer.server.origin}/${issuer.tenantId}/discovery/v2.0/keys`;
  new PlainStrategy(keysUri, issuer.issuer, issuer.clientId);
  const guard = new PlainGuard();
  const canActivate = () => guard.canActivate(requestWith(token));
  await canActivate(); // fetches the key
  return canActivate;
}

/** @param maxEntries how many tokens are remembered; with none, every token is a new one */
async function ourGuard(maxEntries: number): Promise<() => unknown> {
  const options = { ...issuer.entraApiOptions, tokenCache: { maxEntries } };
  @Module({ imports: [EntraApiModule.forRoot(options)], controllers: [StockController] })
  class ApiModule {}
  const app = await NestFactory.createApplicationContext(ApiModule, {
    logger: ['log', 'warn', 'error'],
  });
  const health = app.get(EntraKeysHealth);
  while ((await health.check()).status === 'down') await new Promise(setImmediate);
  const guard = app.get(EntraGuard);
  const canActivate = () => guard.canActivate(requestWith(token));
  await canActivate();
  return canActivate;
}

function requestWith(bearer: string): ReturnType<typeof guardedRequest> {
  return guardedRequest(bearer, StockController, handler);
}

function times(one: number): string {
  return `${(one / cost.bare).toFixed(2)} x`;
}

function budget(kept: boolean, what: string): string {
  return `${kept ? 'within' : 'OVER'} budget (${what})`;
}

function print(rows: readonly (readonly [what: string, one: number, note: string])[]): void {
  console.log('median cost of one request\n');
  for (const [what, cost, note] of rows)
    console.log(`${what.padEnd(50)}${cost.toFixed(1).padStart(8)} µs   ${note}`);
}
