import { holds, readPrecondition } from './precondition.js';

const given = (precondition: object) => ({ kind: 'given', precondition });

describe('the precondition of a stock change', () => {
  it.each([
    ['If-None-Match: * creates', undefined, '*', given({ kind: 'absent' })],
    ['If-Match: "3" changes version 3', '"3"', undefined, given({ kind: 'version', etags: ['"3"'] })],
    [
      'a list names several versions',
      '"3", "4"',
      undefined,
      given({ kind: 'version', etags: ['"3"', '"4"'] }),
    ],
    ['If-Match: * changes whatever is there', '*', undefined, given({ kind: 'exists' })],
    ['neither header', undefined, undefined, { kind: 'missing' }],
    ['both headers', '"3"', '*', { kind: 'malformed', field: 'If-None-Match' }],
    ['If-None-Match with a tag', undefined, '"3"', { kind: 'malformed', field: 'If-None-Match' }],
    ['a bare number', '3', undefined, { kind: 'malformed', field: 'If-Match' }],
    ['an empty header', '', undefined, { kind: 'malformed', field: 'If-Match' }],
    ['a list without end', Array(11).fill('"3"').join(), undefined, { kind: 'malformed', field: 'If-Match' }],
  ])('%s', (_, ifMatch, ifNoneMatch, expected) => {
    expect(readPrecondition(ifMatch, ifNoneMatch)).toEqual(expected);
  });

  it('compares strongly: a weak tag never matches', () => {
    expect(holds({ kind: 'version', etags: ['"3"'] }, 3)).toBe(true);
    expect(holds({ kind: 'version', etags: ['W/"3"'] }, 3)).toBe(false);
    expect(holds({ kind: 'version', etags: ['"2"', '"4"'] }, 3)).toBe(false);
    expect(holds({ kind: 'exists' }, 3)).toBe(true);
  });
});
