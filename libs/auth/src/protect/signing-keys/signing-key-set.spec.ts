import { generateKeyPairSync } from 'node:crypto';
import { TestClock } from '../../testing/index.js';
import { authorityOf } from '../../entra/authority.js';
import { defaultKeyPolicy } from './key-policy.js';
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
