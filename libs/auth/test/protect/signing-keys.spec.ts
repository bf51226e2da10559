import { randomUUID } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { EntraKeysHealth, type KeyPolicy, Roles } from '../../src/protect/index.js';
import {
  type KeyPair,
  type KeyServerMode,
  makeKeyPair,
  TestClock,
  TestIssuer,
} from '../../src/testing/index.js';
import { type Answer, Api } from './api.js';
import { until } from './until.js';

@Controller()
class StockController {
  @Get('stock')
  @Roles('Stock.Read')
  stock() {
    return {};
  }
}

const HOUR = 3_600;
const DAY = 24 * HOUR;
const outages: KeyServerMode[] = [
  'error',
  'html',
  'empty',
  'no-keys',
  'huge',
  'hanging',
  'trickling',
  'redirecting',
  'dropping',
];

describe('the signing keys', () => {
  let clock: TestClock;
  let issuer: TestIssuer;
  let api: Api;

  let key: KeyPair;
  let spare: KeyPair;

  beforeAll(async () => {
    [key, spare] = await Promise.all([makeKeyPair(), makeKeyPair()]);
  });

  beforeEach(async () => {
    clock = new TestClock();
    issuer = await TestIssuer.start({ clock, key });
  });

  afterEach(async () => {
    await api.close();
    await issuer.stop();
  });

  // a short limit only where the limit is what is tested: a busy machine may take its time
  const keysFor = (mode: KeyServerMode): Partial<KeyPolicy> => ({
    refreshJitter: 0,
    ...(['hanging', 'trickling'].includes(mode) && { fetchTimeoutMs: 500 }),
  });
  const start = async (mode: KeyServerMode = 'healthy') => {
    issuer.server.mode = mode;
    api = await Api.start({ ...issuer.entraApiOptions, keys: keysFor(mode) }, [StockController]);
  };
  const warm = async (ahead: KeyServerMode = 'healthy') => {
    api = await Api.start({ ...issuer.entraApiOptions, keys: keysFor(ahead) }, [StockController]);
    await until(async () => {
      if (await isFailing()) clock.advance(1);
      return isUp();
    });
  };
  const health = () => api.app.get(EntraKeysHealth).check();
  const isUp = async () => (await health()).status === 'up';
  const isFailing = async () => (await health()).tenants[issuer.tenantId]?.failing === true;
  const isFresh = async () => (await health()).tenants[issuer.tenantId]?.ageSeconds === 0;

  const grant = { roles: ['Stock.Read'], lifetimeSeconds: 3 * DAY };
  const token = () => issuer.app(grant);
  const signedBy = (key: KeyPair) => issuer.mint({ claims: issuer.claimsOf(grant) }, key);
  const call = (bearer = token()): Promise<Answer> => api.get('/stock', bearer);
  const statusOf = async (bearer?: string) => (await call(bearer)).status;

  describe('while the issuer is healthy', () => {
    it('are fetched ahead of the first request', async () => {
      await warm();
      expect(issuer.server.requests).toBe(1);
      expect(await statusOf()).toBe(200);
      expect(issuer.server.requests).toBe(1);
    });

    it('are fetched once for 200 first requests at the same time', async () => {
      await start();
      const bearer = token();
      const statuses = await Promise.all(Array.from({ length: 200 }, () => statusOf(bearer)));
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(issuer.server.requests).toBe(1);
    });

    it('are fetched again every hour, while requests go on with those at hand', async () => {
      await warm();
      clock.advance(HOUR - 1);
      expect(await statusOf()).toBe(200);
      expect(issuer.server.requests).toBe(1);
      clock.advance(1);
      issuer.server.mode = 'hanging'; // who waited for this would wait in vain
      expect(await statusOf()).toBe(200);
      await until(() => issuer.server.requests === 2);
    });

    it('take up a rotated key at once', async () => {
      await warm();
      await issuer.rotate();
      expect(await statusOf()).toBe(200);
      expect(issuer.server.requests).toBe(2);
    });

    it('take up one rotated key after the other, as a cool-down follows only a vain refresh', async () => {
      await warm();
      await issuer.rotate();
      expect(await statusOf()).toBe(200);
      await issuer.rotate();
      expect(await statusOf()).toBe(200);
    });

    it('are asked for again at once after a refresh that brought another new key', async () => {
      await warm();
      issuer.publish(spare);
      expect(await statusOf(issuer.evil.kid('unknown'))).toBe(401);
      await issuer.rotate();
      expect(await statusOf()).toBe(200);
      expect(issuer.server.requests).toBe(3);
    });

    it('know a key that was published ahead before it signs', async () => {
      await warm();
      const next = await makeKeyPair();
      issuer.publish(next);
      clock.advance(HOUR);
      await call();
      await until(isFresh);
      const asked = issuer.server.requests;
      expect(await statusOf(signedBy(next))).toBe(200);
      expect(issuer.server.requests).toBe(asked);
    });

    it('forget a withdrawn key with the next refresh, and the tokens that were verified with it', async () => {
      await warm();
      const old = issuer.key;
      const bearer = token();
      expect(await statusOf(bearer)).toBe(200);
      await issuer.rotate();
      issuer.withdraw(old);
      clock.advance(HOUR);
      await call(bearer);
      await until(isFresh);
      expect(await call(bearer)).toMatchObject({ status: 401, body: { code: 'AUTH_KEY_UNKNOWN' } });
    });

    it('verify a remembered token anew when its key was replaced under the same name', async () => {
      await warm();
      const bearer = token();
      expect(await statusOf(bearer)).toBe(200);
      issuer.publish(await makeKeyPair(issuer.key.kid));
      clock.advance(HOUR);
      await call(bearer);
      await until(isFresh);
      expect(await call(bearer)).toMatchObject({ status: 401, body: { code: 'AUTH_SIGNATURE_INVALID' } });
    });
  });

  describe('under a flood of 1,000 unknown names in a second', () => {
    it('are fetched once, and no good caller is refused', async () => {
      await warm();
      const flood = Array.from({ length: 1_000 }, () => issuer.evil.kid(randomUUID()));
      const answers = await Promise.all(
        flood.flatMap((bad, i) => (i % 10 === 0 ? [statusOf(bad), statusOf()] : [statusOf(bad)])),
      );
      expect(answers.filter((status) => status === 200)).toHaveLength(100);
      expect(answers.filter((status) => status === 401)).toHaveLength(1_000);
      expect(issuer.server.requests).toBe(2); // at the start, and for the flood
    });

    it('are asked for an unknown name again only after five minutes', async () => {
      await warm();
      expect(await statusOf(issuer.evil.kid('a'))).toBe(401);
      clock.advance(299);
      expect(await statusOf(issuer.evil.kid('b'))).toBe(401);
      expect(issuer.server.requests).toBe(2);
      clock.advance(1);
      expect(await statusOf(issuer.evil.kid('c'))).toBe(401);
      expect(issuer.server.requests).toBe(3);
    });

    it('take up a key that was rotated meanwhile after five minutes at the latest', async () => {
      await warm();
      await call(issuer.evil.kid('unknown'));
      await issuer.rotate();
      expect(await statusOf()).toBe(401);
      clock.advance(300);
      expect(await statusOf()).toBe(200);
    });
  });

  describe.each(outages)('while the issuer is away (%s)', (mode) => {
    it('stay in use, as the last known good ones, for a day; after that the answer is 503 until it is back', async () => {
      await warm(mode);
      const bearer = token();
      issuer.server.mode = mode;
      clock.advance(HOUR);
      expect(await statusOf(bearer)).toBe(200);
      await until(isFailing);
      clock.advance(DAY - HOUR - 1);
      expect(await statusOf(bearer)).toBe(200);
      expect(await isUp()).toBe(true);
      clock.advance(1);
      expect(await call(bearer)).toMatchObject({
        status: 503,
        headers: {
          'retry-after': expect.stringMatching(/^[1-9]\d*$/),
          'content-type': expect.stringContaining('problem+json'),
        },
        body: { code: 'AUTH_KEYS_UNAVAILABLE' },
      });
      expect(await isUp()).toBe(false);
      issuer.server.mode = 'healthy';
      clock.advance(60);
      expect(await statusOf(bearer)).toBe(200);
    });

    it('are missing on a cold start: 503 and when to come again, never 401', async () => {
      await start(mode);
      const answer = await call();
      expect(answer).toMatchObject({
        status: 503,
        headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) },
        body: {
          type: 'about:blank',
          title: 'Access tokens cannot be verified at the moment',
          status: 503,
          code: 'AUTH_KEYS_UNAVAILABLE',
        },
      });
      expect(answer.headers).not.toHaveProperty('www-authenticate');
      issuer.server.mode = 'healthy';
      clock.advance(Number(answer.headers['retry-after']));
      expect(await statusOf()).toBe(200);
    });

    it('answer an unknown name with 503, as nobody can say whether it is a new key', async () => {
      await warm(mode);
      issuer.server.mode = mode;
      expect(await statusOf(issuer.evil.kid('new'))).toBe(503);
      expect(await statusOf()).toBe(200);
    });
  });

  it('are asked for less and less often while the issuer stays away', async () => {
    await start('error');
    await until(isFailing);
    const asked: number[] = [];
    const comeAgain: number[] = [];
    for (let second = 0; second < 120; second++) {
      const before = issuer.server.requests;
      const { headers } = await call();
      comeAgain.push(second + Number(headers['retry-after']));
      if (issuer.server.requests > before) asked.push(second);
      clock.advance(1);
    }
    // doubling from one second to thirty
    expect(asked).toEqual([1, 3, 7, 15, 31, 61, 91]);
    // and whoever is refused is told to come then
    expect([...new Set(comeAgain)]).toEqual([...asked, 121]);
  });

  it('are fetched by one request at a time, however many wait for a failing issuer', async () => {
    await start('error');
    await until(isFailing);
    clock.advance(1);
    const before = issuer.server.requests;
    const statuses = await Promise.all(Array.from({ length: 100 }, () => statusOf()));
    expect(new Set(statuses)).toEqual(new Set([503]));
    expect(issuer.server.requests).toBe(before + 1);
  });

  describe('that must not verify anything', () => {
    const refused = async (members: object, key = spare) => {
      issuer.publish(key, { ...members });
      await warm();
      expect(await call(signedBy(key))).toMatchObject({ status: 401, body: { code: 'AUTH_KEY_UNKNOWN' } });
    };

    it.each([
      ['for encryption', { use: 'enc' }],
      ['for signing only', { key_ops: ['sign'] }],
      ['without any operation', { key_ops: [] }],
      ['for another algorithm', { alg: 'PS256' }],
      ['for an algorithm that is weaker', { alg: 'RS1' }],
      ['of another kind', { kty: 'oct', k: 'c2VjcmV0' }],
      ['whose private half was published', { d: 'AQAB' }],
      ['with a modulus that is no number', { n: 'not base64url!' }],
      ['with an empty modulus', { n: '' }],
      ['with exponent 1', { e: 'AQ' }],
      ['with exponent 3', { e: 'Aw' }],
      ['with an even exponent', { e: 'AQAA' }],
      [
        'of another tenant',
        { issuer: 'https://login.microsoftonline.com/bbbbcccc-1111-dddd-2222-eeee3333ffff/v2.0' },
      ],
      ['of another issuer', { issuer: 'https://sts.windows.net/' }],
    ])('are ignored: a key %s', async (_what, members) => {
      await refused(members);
    });

    it('are ignored: a key of 1024 bits', async () => {
      await refused({}, await makeKeyPair('short', 1024));
    });

    it('are ignored: two keys under one name, both', async () => {
      const twins = [spare, await makeKeyPair()];
      for (const twin of twins) issuer.publish(twin, { kid: 'twins' });
      await warm();
      for (const { privateKey, publicKey } of twins) {
        expect(await statusOf(signedBy({ kid: 'twins', privateKey, publicKey }))).toBe(401);
      }
      expect(await statusOf()).toBe(200);
    });
  });

  it('may name their issuer as a template, or not at all', async () => {
    const template = spare;
    const silent = await makeKeyPair();
    issuer.publish(template, { issuer: `${issuer.server.origin}/{tenantid}/v2.0` });
    issuer.publish(silent, { issuer: undefined });
    await warm();
    for (const key of [template, silent]) {
      expect(await statusOf(signedBy(key))).toBe(200);
    }
  });

  it('may say more about themselves than Entra does', async () => {
    issuer.publish(issuer.key, {
      alg: 'RS256',
      key_ops: ['verify'],
      cloud_instance_name: 'microsoftonline.com',
    });
    await warm();
    expect(await statusOf()).toBe(200);
  });
});
