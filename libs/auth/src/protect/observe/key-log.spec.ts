import { capturedLines } from '../../../test/log-capture.js';
import { authorityOf } from '../../entra/authority.js';
import { Instruments } from './instruments.js';
import { KeyLog } from './key-log.js';

const authority = authorityOf({ tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee' });

describe('the log of the signing keys', () => {
  const log = new KeyLog(new Instruments());
  const linesOf = (happen: () => void) => {
    const before = capturedLines.length;
    happen();
    return capturedLines.slice(before);
  };

  it('tells of new keys and ignored ones once, until something changes', () => {
    const refresh = (...kids: string[]) =>
      linesOf(() => log.refreshed(authority, kids, [{ kid: 'weak', reason: 'it is short' }]));
    expect(refresh('a')).toEqual([
      expect.stringContaining('auth.keys.changed'),
      expect.stringContaining('it is short'),
    ]);
    expect(refresh('a')).toEqual([]);
    expect(refresh('a', 'b')).toHaveLength(2);
  });

  it('tells of every failure, down to what fetch hides', () => {
    const cause = new Error('getaddrinfo ENOTFOUND');
    expect(linesOf(() => log.failed(authority, new TypeError('fetch failed', { cause }), true))).toEqual([
      expect.stringMatching(/last known good[^]*fetch failed: getaddrinfo ENOTFOUND/),
    ]);
    expect(linesOf(() => log.failed(authority, 'no error at all', false))).toEqual([
      expect.stringMatching(/503[^]*no error at all/),
    ]);
  });

  it('tells of the keys again after a failure, as that ends it', () => {
    expect(linesOf(() => log.refreshed(authority, ['a', 'b'], []))).toHaveLength(1);
  });
});
