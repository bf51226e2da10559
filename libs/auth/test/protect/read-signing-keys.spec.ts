import { KeysUnavailableError, readSigningKeys } from '../../src/protect/index.js';
import { makeKeyPair, TestIssuer } from '../../src/testing/index.js';

describe('reading the signing keys once', () => {
  let issuer: TestIssuer;
  beforeEach(async () => (issuer = await TestIssuer.start()));
  afterEach(() => issuer.stop());

  it('names those that the guard would use, and those that it would not', async () => {
    issuer.publish(await makeKeyPair(), { use: 'enc' });
    const { usable, ignored } = await readSigningKeys(issuer.entraApiOptions);
    expect(usable).toEqual([issuer.key.kid]);
    expect(ignored).toMatchObject([{ reason: expect.stringContaining('use') }]);
  });

  it.each(['error', 'no-keys', 'dropping'] as const)('fails, and says why, when it is %s', async (mode) => {
    issuer.server.mode = mode;
    const reading = readSigningKeys(issuer.entraApiOptions);
    await expect(reading).rejects.toBeInstanceOf(KeysUnavailableError);
    await expect(reading).rejects.toMatchObject({ code: 'AUTH_KEYS_UNAVAILABLE', cause: expect.anything() });
  });
});
