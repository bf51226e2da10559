import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError, readEnvironment } from './environment.js';

const file = join(mkdtempSync(join(tmpdir(), 'environment-')), 'file.pem');
writeFileSync(file, 'content');
const good = {
  TLS_CERT_FILE: file,
  TLS_KEY_FILE: file,
  IDENTITY_HEADER: 'a-header-nobody-guesses',
  CONTROL_TOKEN: 'a-token-nobody-guesses',
};

describe('the environment', () => {
  it('needs little, and binds to loopback unless told otherwise', () => {
    expect(readEnvironment(good)).toMatchObject({
      HOST: '127.0.0.1',
      HTTPS_PORT: 8443,
      HTTP_PORT: 8080,
      VAULT_PORT: 8444,
      VAULT_RESOURCE: 'https://vault.azure.net',
      ENDPOINT_ORIGINS: [],
    });
  });

  it('reads lists and files, and takes empty variables for unset ones', () => {
    const environment = readEnvironment({
      ...good,
      ENDPOINT_ORIGINS: 'https://a.example.com/, http://b.example.com:8080',
      ISSUER_URL: '',
    });
    expect(environment.ENDPOINT_ORIGINS).toEqual(['https://a.example.com', 'http://b.example.com:8080']);
    expect(environment.TLS_CERT_FILE.content).toBe('content');
    expect(environment.ISSUER_URL).toBeUndefined();
  });

  it('names every mistake in one message, and repeats no value', () => {
    const mistakes = {
      ...good,
      CONTROL_TOKEN: 'short',
      HTTP_PORT: '99999',
      TLS_KEY_FILE: '/nowhere',
      ISSUER_URL: 'x',
    };
    const read = () => readEnvironment(mistakes);
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(/CONTROL_TOKEN.*at least 16/);
    expect(read).toThrow(/HTTP_PORT/);
    expect(read).toThrow(/TLS_KEY_FILE: cannot read the file \/nowhere/);
    expect(read).toThrow(/ISSUER_URL/);
    expect(read).not.toThrow(/short/);
  });

  it('names what is missing', () => {
    expect(() => readEnvironment({})).toThrow(
      /TLS_CERT_FILE[^]*TLS_KEY_FILE[^]*IDENTITY_HEADER[^]*CONTROL_TOKEN/,
    );
  });

  it('refuses production, unless that is really meant', () => {
    expect(() => readEnvironment({ ...good, NODE_ENV: 'production' })).toThrow(/must not run in production/);
    expect(readEnvironment({ ...good, NODE_ENV: 'production', ALLOW_PRODUCTION: 'true' })).toBeDefined();
  });
});
