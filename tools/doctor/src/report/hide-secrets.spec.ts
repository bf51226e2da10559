import { hideSecrets } from './hide-secrets.js';

describe('what goes to the terminal', () => {
  it('holds no token, whole or without its signature, wherever it came from', () => {
    const text =
      'refused eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl and eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0';
    expect(hideSecrets(text, {})).toBe('refused [redacted] and [redacted]');
  });

  it('holds no secret of the environment, even where somebody quotes it', () => {
    const environment = { ENTRA_CLIENT_SECRET: 'abc~DEF.123-456', IDENTITY_HEADER: 'f00dcafef00dcafe' };
    expect(hideSecrets('wrong: abc~DEF.123-456, f00dcafef00dcafe', environment)).toBe(
      'wrong: [redacted], [redacted]',
    );
  });

  it('keeps everything else', () => {
    const text = 'the secret fulfillment-client-secret in https://shop.vault.azure.net';
    const environment = {
      KEY_VAULT_CREDENTIAL_NAME: 'fulfillment-client-secret',
      EMPTY_SECRET: '',
      A_KEY: 'the',
    };
    expect(hideSecrets(text, environment)).toBe(text);
  });
});
