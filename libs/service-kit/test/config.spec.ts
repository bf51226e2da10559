import { inspect } from 'node:util';
import { z } from 'zod';
import { ConfigurationError } from '../src/config/configuration-error.js';
import { parseConfig } from '../src/config/read-config.js';
import { Secret, secret } from '../src/config/secret.js';
import { serviceEnvironment } from '../src/config/service-environment.js';
import { runFixture } from './fixture-process.js';

const schema = z.object({
  ...serviceEnvironment,
  DATABASE_URL: secret(),
  REGION: z.enum(['north', 'south']),
});
const good = { PORT: '3000', DATABASE_URL: 'postgres://user:hunter2@db/app', REGION: 'north' };

const mistakesOf = (environment: Record<string, string | undefined>) => {
  try {
    parseConfig(schema, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.mistakes;
    throw error;
  }
};

describe('configuration', () => {
  it('has safe defaults', () => {
    expect(parseConfig(schema, good)).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 3000,
      LOG_LEVEL: 'info',
      RATE_LIMIT_PER_MINUTE: 6000,
      LOAD_LIMIT_REQUESTS_IN_FLIGHT: 100,
      TRUST_PROXY: false,
      CORS_ORIGINS: [],
      SHUTDOWN_DRAIN_SECONDS: 0,
    });
  });

  it.each([
    ['PORT', 'not-a-port'],
    ['PORT', '70000'],
    ['PORT', '3000.5'],
    ['PORT', undefined],
    ['DATABASE_URL', undefined],
    ['DATABASE_URL', '  '],
    ['REGION', 'everywhere'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging'],
    ['RATE_LIMIT_PER_MINUTE', '0'],
    ['RATE_LIMIT_PER_MINUTE', 'many'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', 'all'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/8,'],
    ['TRUST_PROXY', '10.0.0.0/99'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://shop.example/path'],
    ['SHUTDOWN_DRAIN_SECONDS', '-1'],
    ['SHUTDOWN_DRAIN_SECONDS', 'soon'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ])('refuses %s=%s, and names nothing else', (variable, value) => {
    expect(mistakesOf({ ...good, [variable]: value }).map((mistake) => mistake.variable)).toEqual([variable]);
  });

  it.each([
    ['TLS_CERT_FILE', 'TLS_KEY_FILE'],
    ['TLS_KEY_FILE', 'TLS_CERT_FILE'],
  ])('refuses %s without %s', (given, missing) => {
    expect(mistakesOf({ ...good, [given]: '/x.pem' })).toMatchObject([{ variable: missing }]);
  });

  it.each([
    ['off', false],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['loopback', ['loopback']],
  ])('reads TRUST_PROXY=%s', (value, expected) => {
    expect(parseConfig(schema, { ...good, TRUST_PROXY: value }).TRUST_PROXY).toEqual(expected);
  });

  it('treats an empty value as unset', () => {
    expect(parseConfig(schema, { ...good, HOST: '', TLS_CERT_FILE: '', TLS_KEY_FILE: '' })).toMatchObject({
      HOST: '127.0.0.1',
    });
  });

  it('does not show a value that a schema quotes in its message', () => {
    const quoting = z.object({
      API_KEY: z.string().refine(() => false, { error: ({ input }) => `bad: ${String(input)}` }),
    });
    expect(() => parseConfig(quoting, { API_KEY: 'hunter2' })).toThrow('API_KEY: is not valid');
  });
});

describe('a secret', () => {
  const password = new Secret('hunter2');

  it('is revealed only on request', () => {
    expect(password.reveal()).toBe('hunter2');
    const { DATABASE_URL } = parseConfig(schema, good);
    expect(DATABASE_URL.reveal()).toBe(good.DATABASE_URL);
  });

  it.each([
    ['JSON', JSON.stringify({ password })],
    ['inspect', inspect({ password }, { depth: 9, showHidden: true })],
    ['a template', `password=${String(password)}`],
    ['a copy of its members', JSON.stringify(Object.entries(password))],
  ])('does not show in %s', (_way, printed) => expect(printed).not.toContain('hunter2'));
});

describe('a process with a wrong configuration', () => {
  it('exits 1 with one message that lists every mistake, and no value', async () => {
    const { exitCode, output } = await runFixture({
      PORT: 'hunter-port',
      LOG_LEVEL: 'loud',
      TLS_KEY_FILE: '/hunter/key.pem',
      DATABASE_URL: undefined,
      TRUST_PROXY: 'hunter-proxy',
    });
    expect(exitCode).toBe(1);
    for (const variable of ['PORT', 'LOG_LEVEL', 'TLS_CERT_FILE', 'DATABASE_URL', 'TRUST_PROXY']) {
      expect(output).toContain(`  ${variable}: `);
    }
    expect(output).not.toContain('hunter');
    expect(output).not.toContain('    at ');
  });
});
