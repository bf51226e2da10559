import fc from 'fast-check';
import { hasRepeatedName } from './json-names.js';

const runs = { numRuns: process.env['SOAK'] ? 10_000 : 500 };

describe('a name', () => {
  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{ "a" : 1 ,\n"a"\t: 2 }',
    '{"b":{"a":1,"a":2}}',
    '{"b":[{"a":1},{"a":1,"a":1}]}',
    '{"a\\"b":1,"a\\"b":2}',
    '{"a\\\\":1,"a\\\\":2}',
    '{"":1,"":2}',
  ])('that occurs twice is found in %s', (json) => {
    expect(hasRepeatedName(json, JSON.parse(json))).toBe(true);
  });

  it.each([
    '{"a":1,"b":2}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":["b",":","c\\":","\\\\",":"]}',
    '{"a":"\\"b\\":1"}',
    '{"a":null,"A":null}',
    '{ "a" : ":", "b"\t:\n": b" }',
    '"a"',
    '1',
    'null',
  ])('that occurs once is let pass in %s', (json) => {
    expect(hasRepeatedName(json, JSON.parse(json))).toBe(false);
  });

  it('is counted however deep it is', () => {
    const nested = (inner: string) => `${'[{"a":'.repeat(20_000)}${inner}${'}]'.repeat(20_000)}`;
    expect(hasRepeatedName(nested('{}'), JSON.parse(nested('{}')))).toBe(false);
    const twice = nested('{"b":1,"b":2}');
    expect(hasRepeatedName(twice, JSON.parse(twice))).toBe(true);
  });

  it('is never taken for repeated in whatever JSON.stringify writes', () => {
    fc.assert(
      // "__proto__" as a name is lost by JSON.parse's consumers, not by the text: no claim has it
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.nat(4), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        expect(hasRepeatedName(json, JSON.parse(json))).toBe(false);
      }),
      runs,
    );
  });

  it('is always found when it was written twice', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (name, value, rest) => {
          const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
          const others = JSON.stringify(rest).slice(1, -1);
          const json = `{${[member, others, member].filter((part) => part !== '').join(',')}}`;
          expect(hasRepeatedName(json, JSON.parse(json))).toBe(true);
        },
      ),
      runs,
    );
  });
});
