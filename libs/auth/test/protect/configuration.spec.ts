import { z } from 'zod';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import {
  EntraApiModule,
  entraApiEnvironment,
  type EntraApiOptions,
  entraApiOptions,
} from '../../src/protect/index.js';
import { settingsOf } from '../../src/protect/entra-api.settings.js';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const clientId = '00001111-aaaa-2222-bbbb-3333cccc4444';
const good: EntraApiOptions = { tenantId, clientId };

describe('bad configuration', () => {
  const { NODE_ENV } = process.env;
  afterEach(() => void (process.env['NODE_ENV'] = NODE_ENV));

  it.each<[string, Partial<Record<keyof EntraApiOptions, unknown>>, RegExp]>([
    ['no tenant', { tenantId: undefined }, /AUTH_CONFIG_TENANT: .*ENTRA_TENANT_ID/],
    ['an empty list of tenants', { tenantId: [] }, /AUTH_CONFIG_TENANT: .*ENTRA_TENANT_ID/],
    ['the tenant common', { tenantId: 'common' }, /AUTH_CONFIG_TENANT: .*ENTRA_TENANT_ID/],
    ['organizations among the tenants', { tenantId: [tenantId, 'organizations'] }, /AUTH_CONFIG_TENANT/],
    [
      'the same tenant twice',
      { tenantId: [tenantId, tenantId.toUpperCase()] },
      /AUTH_CONFIG_ISSUER.*ENTRA_ISSUER/,
    ],
    [
      'one issuer for several tenants',
      { tenantId: [tenantId, clientId], issuer: 'https://issuer.example/v2.0' },
      /AUTH_CONFIG_ISSUER.*ENTRA_ISSUER/,
    ],
    ['no audience', { clientId: undefined }, /AUTH_CONFIG_CLIENT_ID: .*ENTRA_CLIENT_ID/],
    [
      'an audience that is no GUID',
      { clientId: 'api://inventory' },
      /AUTH_CONFIG_CLIENT_ID: .*ENTRA_CLIENT_ID/,
    ],
    ['an empty further audience', { audiences: [' '] }, /AUTH_CONFIG_AUDIENCE: .*audiences/],
    ['a further audience that is no string', { audiences: [/.*/] }, /AUTH_CONFIG_AUDIENCE: .*audiences/],
    [
      'an empty list of callers',
      { allowedCallers: [] },
      /AUTH_CONFIG_CALLERS: an empty list .*ENTRA_ALLOWED_CALLERS/,
    ],
    [
      'a caller that is no GUID',
      { allowedCallers: [clientId, 'storefront'] },
      /AUTH_CONFIG_CALLERS: .*not 'storefront': .*ENTRA_ALLOWED_CALLERS/,
    ],
    ['a negative tolerance', { clockToleranceSeconds: -1 }, /AUTH_CONFIG_CLOCK: clockToleranceSeconds/],
    ['a tolerance of five minutes and a second', { clockToleranceSeconds: 301 }, /AUTH_CONFIG_CLOCK/],
    ['a tolerance of an hour', { clockToleranceSeconds: 3_600 }, /AUTH_CONFIG_CLOCK: clockToleranceSeconds/],
    ['a tolerance that is no number', { clockToleranceSeconds: Number.NaN }, /AUTH_CONFIG_CLOCK/],
    ['half a cached token', { tokenCache: { maxEntries: 0.5 } }, /AUTH_CONFIG_CACHE: tokenCache\.maxEntries/],
    ['an endless cache', { tokenCache: { maxEntries: Infinity } }, /AUTH_CONFIG_CACHE/],
    ['a negative cache', { tokenCache: { maxEntries: -1 } }, /AUTH_CONFIG_CACHE/],
    [
      'a negative key policy',
      { keys: { fetchTimeoutMs: -1 } },
      /AUTH_CONFIG_KEYS: keys\.fetchTimeoutMs .*not -1/,
    ],
    [
      'an endless key policy',
      { keys: { lifetimeSeconds: Infinity } },
      /AUTH_CONFIG_KEYS: keys\.lifetimeSeconds/,
    ],
    [
      'keys that end as they are refreshed',
      { keys: { lifetimeSeconds: 3_600, refreshJitter: 0 } },
      /AUTH_CONFIG_KEYS: .*refreshIntervalSeconds/,
    ],
    [
      'keys that end before they are refreshed',
      { keys: { lifetimeSeconds: 3_900 } },
      /AUTH_CONFIG_KEYS: .*refreshIntervalSeconds/,
    ],
    [
      'a plain http authority',
      { authorityHost: 'http://login.example' },
      /AUTH_CONFIG_AUTHORITY: .*ENTRA_AUTHORITY_HOST/,
    ],
  ])('stops the boot with one sentence that names what to set: %s', async (_what, wrong, message) => {
    @Module({ imports: [EntraApiModule.forRoot({ ...good, ...wrong } as EntraApiOptions)] })
    class AppModule {}
    await expect(NestFactory.createApplicationContext(AppModule, { abortOnError: false })).rejects.toThrow(
      message,
    );
  });

  it('stops the boot in production where only development allows it: http to this machine', () => {
    const local = { ...good, authorityHost: 'http://localhost:8080' };
    expect(settingsOf(local).authorities[0].host).toBe('http://localhost:8080');
    process.env['NODE_ENV'] = 'production';
    expect(() => settingsOf(local)).toThrow(/AUTH_CONFIG_AUTHORITY.*ENTRA_AUTHORITY_HOST/);
  });
});

describe('the options', () => {
  it.each<[string, Partial<EntraApiOptions>]>([
    ['no tolerance at all', { clockToleranceSeconds: 0 }],
    ['a tolerance of five minutes', { clockToleranceSeconds: 300 }],
    ['no cache', { tokenCache: { maxEntries: 0 } }],
    ['a cache of one token', { tokenCache: { maxEntries: 1 } }],
    ['no jitter', { keys: { refreshJitter: 0 } }],
    ['keys that outlive their refresh by a second', { keys: { lifetimeSeconds: 3_961 } }],
    ['several callers', { allowedCallers: [clientId, tenantId] }],
    ['several tenants', { tenantId: [tenantId, clientId] }],
    ['a further audience', { audiences: ['api://inventory'] }],
  ])('may ask for %s', (_what, options) => {
    expect(() => settingsOf({ ...good, ...options })).not.toThrow();
  });

  it('are taken as they are', () => {
    const clock = { now: () => 0 };
    const options = {
      audiences: ['api://inventory'],
      clockToleranceSeconds: 5,
      tokenCache: { maxEntries: 7 },
      clock,
    };
    expect(settingsOf({ ...good, ...options, tenantId: [tenantId, clientId] })).toMatchObject({
      audiences: new Set([clientId, 'api://inventory']),
      authorities: [{ tenantId }, { tenantId: clientId }],
      clockToleranceSeconds: 5,
      maxCachedTokens: 7,
      clock,
    });
    expect(settingsOf(good).clock.now()).toBeGreaterThan(0);
  });

  it('have defaults for all but the tenant and the client id', () => {
    expect(settingsOf(good)).toMatchObject({
      clientId,
      authorities: [{ tenantId, issuer: `https://login.microsoftonline.com/${tenantId}/v2.0` }],
      audiences: new Set([clientId]),
      allowedCallers: undefined,
      clockToleranceSeconds: 60,
      maxCachedTokens: 5_000,
      keys: { lifetimeSeconds: 86_400, refreshIntervalSeconds: 3_600, unknownKeyCooldownSeconds: 300 },
    });
  });

  it('write GUIDs as Entra does, in lower case', () => {
    const upper = {
      tenantId: tenantId.toUpperCase(),
      clientId: clientId.toUpperCase(),
      allowedCallers: [clientId.toUpperCase()],
    };
    expect(settingsOf(upper)).toMatchObject({
      clientId,
      authorities: [{ tenantId }],
      allowedCallers: new Set([clientId]),
    });
  });

  it('take the limits that are allowed', () => {
    expect(settingsOf({ ...good, clockToleranceSeconds: 0 }).clockToleranceSeconds).toBe(0);
    expect(settingsOf({ ...good, clockToleranceSeconds: 300 }).clockToleranceSeconds).toBe(300);
    expect(settingsOf({ ...good, tokenCache: { maxEntries: 0 } }).maxCachedTokens).toBe(0);
    expect(settingsOf({ ...good, audiences: ['api://inventory'] }).audiences).toEqual(
      new Set([clientId, 'api://inventory']),
    );
  });

  it('may come from somewhere else, later', async () => {
    const source = { provide: 'CONFIG', useValue: good };
    @Module({ providers: [source], exports: [source] })
    class ConfigModule {}
    @Module({
      imports: [
        EntraApiModule.forRootAsync({
          imports: [ConfigModule],
          inject: ['CONFIG'],
          useFactory: async (config: EntraApiOptions) => Promise.resolve(config),
        }),
      ],
    })
    class AppModule {}
    const app = await NestFactory.createApplicationContext(AppModule, { abortOnError: false });
    await app.close();
  });
});

describe('the environment', () => {
  const schema = z.object(entraApiEnvironment);
  const environment = { ENTRA_TENANT_ID: tenantId, ENTRA_CLIENT_ID: clientId };

  it('needs a tenant and a client id', () => {
    expect(entraApiOptions(schema.parse(environment))).toEqual({
      tenantId,
      clientId,
      authorityHost: undefined,
      issuer: undefined,
      allowedCallers: undefined,
    });
  });

  it('may name authority, issuer and callers', () => {
    const full = {
      ...environment,
      ENTRA_AUTHORITY_HOST: 'https://localhost:8443',
      ENTRA_ISSUER: 'https://issuer.example/{tenantid}/v2.0',
      ENTRA_ALLOWED_CALLERS: ` ${clientId} , ${tenantId}`,
    };
    expect(entraApiOptions(schema.parse(full))).toMatchObject({
      authorityHost: 'https://localhost:8443',
      issuer: 'https://issuer.example/{tenantid}/v2.0',
      allowedCallers: [clientId, tenantId],
    });
  });

  it('takes an empty variable for none', () => {
    const empty = { ...environment, ENTRA_AUTHORITY_HOST: '', ENTRA_ISSUER: '', ENTRA_ALLOWED_CALLERS: '' };
    expect(entraApiOptions(schema.parse(empty))).toEqual(entraApiOptions(schema.parse(environment)));
  });

  it.each(Object.keys(environment))('is refused without %s, by name', (name) => {
    const { error } = schema.safeParse({ ...environment, [name]: undefined });
    expect(error?.issues[0]?.path).toEqual([name]);
  });

  it.each([
    ['ENTRA_TENANT_ID', 'common'],
    ['ENTRA_CLIENT_ID', 'api://inventory'],
    ['ENTRA_ALLOWED_CALLERS', `${clientId},storefront`],
  ])('is refused where %s is no GUID', (name, value) => {
    expect(schema.safeParse({ ...environment, [name]: value }).error?.issues[0]?.path[0]).toBe(name);
  });
});
