import { inventoryScope, type IssuerUnderTest, startIssuer, tenantId } from './issuer-under-test.js';
import { forge } from './control-client.js';
import { requestToken } from './token-requests.js';

/** Straight at the vault, without the SDK: which tokens it believes, and what it says to the others. */
describe('the vault checks the token of its caller', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.close());

  const read = async (authorization?: string) => {
    const url = `${issuer.vaultUrl}/secrets/fulfillment-client-secret?api-version=2026-04-01`;
    const response = await fetch(url, { headers: authorization === undefined ? {} : { authorization } });
    return { status: response.status, headers: response.headers, body: (await response.json()) as object };
  };
  const identityClaims = (changes: object) => ({
    client: 'fulfillment',
    resource: 'key-vault',
    claims: { oid: 'a1a1a1a1-6666-7777-8888-b2b2b2b2b2b2', ...changes },
  });

  it('challenges a request without a token with authority and resource', async () => {
    const { status, headers, body } = await read();
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe(
      `Bearer authorization="${issuer.issuerUrl}/${tenantId}", resource="https://vault.azure.net"`,
    );
    expect(body).toEqual({
      error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer or PoP token.' },
    });
  });

  it('believes the token of the managed identity', async () => {
    const { token } = await forge(issuer, identityClaims({}));
    expect((await read(`Bearer ${token}`)).status).toBe(200);
  });

  it.each([
    ['for another audience', { claims: { aud: 'https://storage.azure.com' } }, 'AKV10022'],
    ['of another issuer', { claims: { iss: 'https://sts.windows.net/other/' } }, 'AKV10032'],
    ['past its end', { claims: { exp: 1 } }, 'TokenExpired'],
    ['before its time', { claims: { nbf: 9_999_999_999 } }, 'AKV10040'],
    ['of an unpublished key', { signWith: 'unpublished-key' }, 'AKV10046'],
    ['signed by an HMAC of the public key', { signWith: 'public-key-as-hmac' }, 'AKV10040'],
    ['not signed at all', { signWith: 'nothing' }, 'AKV10000'],
    ['of nobody in the directory', { claims: { oid: tenantId } }, 'AKV10032'],
  ])('refuses a token %s', async (_name, change, code) => {
    const { claims = {}, ...rest } = change as { claims?: object };
    const { token } = await forge(issuer, { ...identityClaims(claims), ...rest });
    const { status, body } = await read(`Bearer ${token}`);
    expect(status).toBe(401);
    expect(JSON.stringify(body)).toContain(code);
  });

  it('refuses a good token of an application that has no role here', async () => {
    const forVault = await requestToken(issuer, 'storefront', 'https://vault.azure.net/.default');
    const { status, body } = await read(`Bearer ${forVault}`);
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'Forbidden', innererror: { code: 'ForbiddenByRbac' } } });
    const forInventory = await requestToken(issuer, 'storefront', inventoryScope);
    expect((await read(`Bearer ${forInventory}`)).status).toBe(401);
  });
});
