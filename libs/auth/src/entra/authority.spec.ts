import { authorityOf, DEFAULT_AUTHORITY_HOST } from './authority.js';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';

describe('an authority', () => {
  it('derives every address from the tenant and the host', () => {
    expect(authorityOf({ tenantId })).toEqual({
      tenantId,
      host: DEFAULT_AUTHORITY_HOST,
      issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      url: `https://login.microsoftonline.com/${tenantId}`,
      keysUri: `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`,
      discoveryUri: `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`,
      knownHosts: ['login.microsoftonline.com'],
    });
  });

  it('pins an issuer that differs from the address that answers, and knows both hosts with their ports', () => {
    const authority = authorityOf({
      tenantId,
      authorityHost: 'https://mock-issuer:8443/',
      issuer: 'https://localhost:8443/{tenantid}/v2.0',
    });
    expect(authority.issuer).toBe(`https://localhost:8443/${tenantId}/v2.0`);
    expect(authority.keysUri).toBe(`https://mock-issuer:8443/${tenantId}/discovery/v2.0/keys`);
    expect(authority.knownHosts).toEqual(['mock-issuer:8443', 'localhost:8443']);
  });

  it('writes the tenant id in lower case, as Entra does', () => {
    expect(authorityOf({ tenantId: tenantId.toUpperCase() }).tenantId).toBe(tenantId);
  });

  it.each(['common', 'organizations', 'consumers', 'contoso.onmicrosoft.com', '', `${tenantId}/..`])(
    "refuses the tenant '%s' and names the variable",
    (tenant) => {
      expect(() => authorityOf({ tenantId: tenant })).toThrow(/AUTH_CONFIG_TENANT.*ENTRA_TENANT_ID/);
    },
  );

  it.each([
    'http://login.example',
    'login.microsoftonline.com',
    `https://localhost:8443/${tenantId}`,
    'https://u:pw@host',
  ])("refuses the authority host '%s' and names the variable", (authorityHost) => {
    expect(() => authorityOf({ tenantId, authorityHost })).toThrow(
      /AUTH_CONFIG_AUTHORITY.*ENTRA_AUTHORITY_HOST/,
    );
  });

  it('never repeats a password that was put into an address', () => {
    expect(() => authorityOf({ tenantId, authorityHost: 'https://user:hunter2@host' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('refuses a plain http issuer', () => {
    expect(() => authorityOf({ tenantId, issuer: 'http://login.example/{tenantid}/v2.0' })).toThrow(
      /AUTH_CONFIG_ISSUER.*ENTRA_ISSUER/,
    );
  });

  describe('over plain http', () => {
    const { NODE_ENV } = process.env;
    afterEach(() => void (process.env['NODE_ENV'] = NODE_ENV));

    it.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])(
      'takes %s while developing, and refuses it in production',
      (authorityHost) => {
        expect(authorityOf({ tenantId, authorityHost }).host).toBe(authorityHost);
        process.env['NODE_ENV'] = 'production';
        expect(() => authorityOf({ tenantId, authorityHost })).toThrow(/AUTH_CONFIG_AUTHORITY/);
      },
    );
  });
});
