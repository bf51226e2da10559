import { generateKeyPairSync } from 'node:crypto';
import { TestClock } from '../../testing/index.js';
import { authorityOf } from '../../entra/authority.js';
import { defaultKeyPolicy, type KeyPolicy } from './key-policy.js';
import { SigningKeySet } from './signing-key-set.js';

const authority = authorityOf({ tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee' });

describe('a set of signing keys', () => {
  it('survives an observer that fails: what happens in the background ends no process', async () => {
    const full = () => {
      throw new Error('no space left on device');
    };
    const keys = new SigningKeySet(
      authority,
      { read: () => Promise.reject(new Error('away')) },
      defaultKeyPolicy,
      new TestClock(),
      { refreshed: full, failed: full },
    );
    // Jest fails the test on an unhandled rejection
    keys.refreshIfDue();
    await expect(keys.refresh()).rejects.toThrow('no space left');
    expect(keys.isUsable).toBe(false);
  });

  describe('that is asked for a key it does not know', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const document = [{ ...publicKey.export({ format: 'jwk' }), kid: 'known' }];
    const silent = { refreshed: () => undefined, failed: () => undefined };
    const policy = { ...defaultKeyPolicy, lifetimeSeconds: 100, refreshIntervalSeconds: 50 };
    const unknown: unknown = expect.objectContaining({ code: 'AUTH_KEY_UNKNOWN' });

    const start = (further: Partial<KeyPolicy> = {}) => {
      const clock = new TestClock();
      const issuer = { fetches: 0, isAway: false };
      const read = () => {
        issuer.fetches++;
        return issuer.isAway ? Promise.reject(new Error('away')) : Promise.resolve(document);
      };
      return {
        clock,
        issuer,
        keys: new SigningKeySet(authority, { read }, { ...policy, ...further }, clock, silent),
      };
    };

    it('does not say "unknown" once its own keys have ended, even while it cools down: nobody knows', async () => {
      const { clock, issuer, keys } = start();
      await keys.refresh();
      await expect(keys.find('unknown')).rejects.toEqual(unknown);
      issuer.isAway = true;
      clock.advance(99);
      await expect(keys.find('unknown')).rejects.toEqual(unknown);
      clock.advance(1);
      await expect(keys.find('unknown')).rejects.toMatchObject({ code: 'AUTH_KEYS_UNAVAILABLE' });
    });

    it('starts from one second again when the issuer has been there meanwhile', async () => {
      const { clock, issuer, keys } = start();
      expect(keys.isFailing).toBe(false);
      issuer.isAway = true;
      for (const retryAfterSeconds of [1, 2, 4]) {
        await expect(keys.find('known')).rejects.toMatchObject({ retryAfterSeconds });
        clock.advance(retryAfterSeconds);
      }
      expect(keys.isFailing).toBe(true);
      issuer.isAway = false;
      await expect(keys.find('known')).resolves.toMatchObject({ kid: 'known' });
      expect(keys.isFailing).toBe(false);
      issuer.isAway = true;
      await expect(keys.find('other')).rejects.toMatchObject({ retryAfterSeconds: 1 });
    });

    it('says when to come again in whole seconds, and none too early', async () => {
      const { clock, issuer, keys } = start({ firstRetrySeconds: 1.0005 });
      issuer.isAway = true;
      await expect(keys.find('known')).rejects.toMatchObject({ retryAfterSeconds: 2 });
      clock.advance(1);
      await expect(keys.find('known')).rejects.toMatchObject({ retryAfterSeconds: 1 });
    });

    it('is not held up by a failure that a clock, set back since, puts into the future', async () => {
      const { clock, issuer, keys } = start();
      issuer.isAway = true;
      await keys.refresh();
      issuer.isAway = false;
      clock.advance(1);
      await keys.refresh();
      clock.advance(-3_600);
      const { fetches } = issuer;
      await expect(keys.find('unknown')).rejects.toEqual(unknown);
      expect(issuer.fetches).toBe(fetches + 1);
    });
  });

  it('is refreshed between one interval and a tenth more, so that instances do not ask in step', async () => {
    const clock = new TestClock();
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const document = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k' }];
    let fetches = 0;
    const read = () => {
      fetches++;
      return Promise.resolve(document);
    };
    const observer = { refreshed: () => undefined, failed: () => undefined };
    const instances = Array.from(
      { length: 50 },
      () => new SigningKeySet(authority, { read }, defaultKeyPolicy, clock, observer),
    );
    const fetchesAfter = async (seconds: number) => {
      clock.advance(seconds);
      fetches = 0;
      for (const keys of instances) keys.refreshIfDue();
      await new Promise(setImmediate);
      return fetches;
    };
    expect(await fetchesAfter(0)).toBe(50);
    expect(await fetchesAfter(3_599)).toBe(0);
    const early = await fetchesAfter(180);
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(50);
    expect(await fetchesAfter(181)).toBe(50 - early);
  });
});
