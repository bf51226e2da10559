import { format, inspect } from 'node:util';
import { Secret } from './secret.js';

describe('a Secret', () => {
  const secret = new Secret('p4ssw0rd-value');

  it('gives its value only when asked to reveal it', () => {
    expect(secret.reveal()).toBe('p4ssw0rd-value');
  });

  it.each([
    ['inspect', () => inspect({ nested: [secret] }, { depth: null, showHidden: true })],
    ['JSON', () => JSON.stringify({ nested: [secret] })],
    ['string conversion', () => String(secret)],
    ['string formatting', () => format('%s %o %j', secret, secret, secret)],
    ['its own keys', () => JSON.stringify(Object.entries(secret))],
  ])('shows nothing of it in %s', (_where, print) => {
    expect(print()).not.toContain('p4ssw0rd-value');
  });
});
