import { processes } from '@nest-entra/launcher/system';
import { describe, expect, it } from '@jest/globals';
import { secretVariables, speaksHttps } from './parts.ts';

const secrets = {
  databaseUrl: (name: string) => `the database of ${name}`,
  identityHeader: 'the identity header',
  controlToken: 'the control token',
};

describe('what a container is handed', () => {
  it('is its own secrets and no other', () => {
    const handed = processes.map((process) => [process.name, secretVariables(process, secrets)]);
    expect(Object.fromEntries(handed)).toMatchObject({
      'mock-issuer': { IDENTITY_HEADER: 'the identity header', CONTROL_TOKEN: 'the control token' },
      inventory: { DATABASE_URL: 'the database of inventory' },
      fulfillment: { DATABASE_URL: 'the database of fulfillment', IDENTITY_HEADER: 'the identity header' },
    });
    expect(handed.map(([, variables]) => Object.keys(variables as object).length)).toEqual(
      expect.arrayContaining([2, 1, 2]),
    );
  });

  it('is a certificate if it serves https', () => {
    const servers = processes.filter(speaksHttps).map(({ name }) => name);
    expect(servers).toEqual(expect.arrayContaining(['mock-issuer', 'inventory']));
    expect(servers).not.toContain('fulfillment');
  });
});
