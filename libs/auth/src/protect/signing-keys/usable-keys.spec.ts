import { generateKeyPairSync } from 'node:crypto';
import { authorityOf } from '../../entra/authority.js';
import { usableKeysIn } from './usable-keys.js';

const authority = authorityOf({ tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee' });
const [first, second] = [1, 2].map(() =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
);
const none = new Map();

describe('the usable keys of a document', () => {
  it('are those that may verify, each under its name', () => {
    const { keys, ignored } = usableKeysIn(
      [
        { ...first, kid: 'a' },
        { ...second, kid: 'b' },
        { kid: 'c', kty: 'EC' },
      ],
      authority,
      none,
    );
    expect([...keys.keys()]).toEqual(['a', 'b']);
    expect(ignored).toMatchObject([{ kid: 'c' }]);
  });

  it('may be named twice, as long as it is the same key', () => {
    const { keys, ignored } = usableKeysIn(
      [
        { ...first, kid: 'a' },
        { ...first, kid: 'a' },
      ],
      authority,
      none,
    );
    expect([...keys.keys()]).toEqual(['a']);
    expect(ignored).toEqual([]);
  });

  it.each([
    ['two keys', { ...second, kid: 'a' }, 'two keys have this name'],
    ['a good key and a bad one', { kid: 'a', kty: 'EC' }, 'it is no public RS256 key: kty'],
  ])('hold none whose name stands for %s', (_what, twin, reason) => {
    const other = { ...second, kid: 'b' };
    for (const published of [
      [{ ...first, kid: 'a' }, twin, other],
      [twin, { ...first, kid: 'a' }, other],
    ]) {
      const { keys, ignored } = usableKeysIn(published, authority, none);
      expect([...keys.keys()]).toEqual(['b']);
      expect(ignored).toEqual([{ kid: 'a', reason: expect.stringContaining(reason) }]);
    }
  });

  it('are the very objects that were there before, as long as the key is the same', () => {
    const before = usableKeysIn(
      [
        { ...first, kid: 'a' },
        { ...first, kid: 'b' },
      ],
      authority,
      none,
    ).keys;
    const { keys } = usableKeysIn(
      [
        { ...first, kid: 'a' },
        { ...second, kid: 'b' },
      ],
      authority,
      before,
    );
    expect(keys.get('a')).toBe(before.get('a'));
    expect(keys.get('b')).not.toBe(before.get('b'));
  });

  it('are missed where there is none, with three of the reasons', () => {
    const bad = ['a', 'b', 'c', 'd'].map((kid) => ({ kid, kty: 'EC' }));
    expect(() => usableKeysIn(bad, authority, none)).toThrow(/"kid":"a".*"kid":"b".*"kid":"c"(?!.*"kid")/);
    expect(() => usableKeysIn([], authority, none)).toThrow('no usable key: []');
  });
});
