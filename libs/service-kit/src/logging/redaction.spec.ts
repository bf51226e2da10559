import { withoutSecrets } from './redaction.js';

describe('a sensitive member', () => {
  it.each([
    [{ password: 'hunter2' }, { password: '[redacted]' }],
    [{ headers: { Authorization: 'Bearer x' } }, { headers: { Authorization: '[redacted]' } }],
    [{ a: { b: { 'Set-Cookie': ['x'] } } }, { a: { b: { 'Set-Cookie': '[redacted]' } } }],
    [{ a: { b: { c: { clientSecret: 'x' } } } }, { a: { b: { c: { clientSecret: '[redacted]' } } } }],
    [{ list: [{ access_token: 'x' }, { ok: 1 }] }, { list: [{ access_token: '[redacted]' }, { ok: 1 }] }],
    [{ secret: { whole: 'object' } }, { secret: '[redacted]' }],
    [{ wrapped: { toJSON: () => ({ id_token: 'x' }) } }, { wrapped: { id_token: '[redacted]' } }],
    [
      { failure: Object.assign(new Error('no'), { config: { headers: { cookie: 'x' } } }) },
      { failure: { config: { headers: { cookie: '[redacted]' } } } },
    ],
  ])('is redacted where it stands: %j', (fields, expected) => {
    expect(withoutSecrets(fields)).toEqual(expected);
  });

  it('stays as it is in the object that was logged', () => {
    const fields = { headers: { authorization: 'Bearer x' }, list: [{ cookie: 'y' }] };
    const before = structuredClone(fields);
    withoutSecrets(fields);
    expect(fields).toEqual(before);
  });
});

it('what holds nothing sensitive is passed on without a copy', () => {
  const fields = { route: '/orders/:id', caller: { kind: 'application' }, at: [1, 2], nothing: null };
  expect(withoutSecrets(fields)).toBe(fields);
});

it('an error is left to its own serializer', () => {
  const err = Object.assign(new Error('no'), { headers: { authorization: 'Bearer x' } });
  expect(withoutSecrets({ err })['err']).toBe(err);
});

it('what refers to itself ends', () => {
  const fields: Record<string, unknown> = { password: 'x' };
  fields['self'] = fields;
  expect(withoutSecrets(fields)).toMatchObject({ password: '[redacted]', self: { password: '[redacted]' } });
});

it('what cannot be read costs its fields, and never an exception', () => {
  const fields = {
    get broken(): string {
      throw new Error('getter');
    },
  };
  expect(withoutSecrets(fields)).toEqual({ unreadable: true });
});
