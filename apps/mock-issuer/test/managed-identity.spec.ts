import { decodeJwt } from 'jose';
import { identityHeader, type IssuerUnderTest, startIssuer, tenantId } from './issuer-under-test.js';

describe('the managed identity endpoint', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.close());

  const get = async (
    query: string,
    headers: Record<string, string> = { 'X-IDENTITY-HEADER': identityHeader },
  ) => {
    const response = await fetch(`${issuer.httpUrl}/msi/token?api-version=2019-08-01&${query}`, { headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('answers in the form of App Service, with a token for a day', async () => {
    const { status, body } = await get('resource=https://vault.azure.net');
    const { exp = 0, ...claims } = decodeJwt(String(body['access_token']));
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      client_id: '66667777-aaaa-8888-bbbb-9999cccc0000',
      expires_on: String(exp),
      resource: 'https://vault.azure.net',
      token_type: 'Bearer',
    });
    expect(claims).toMatchObject({ appidacr: '2', tid: tenantId, ver: '1.0' });
    expect(exp - Date.now() / 1000).toBeGreaterThan(86_000);
  });

  it.each([
    ['without the header', 'resource=https://vault.azure.net', {}, 401],
    ['with a wrong header', 'resource=https://vault.azure.net', { 'X-IDENTITY-HEADER': 'guess' }, 401],
    ['without a resource', '', undefined, 400],
    ['with two resources', 'resource=a&resource=b', undefined, 400],
    ['for a resource that nobody knows', 'resource=https://nobody.example.com', undefined, 400],
    [
      'for an identity that nobody has',
      `resource=https://vault.azure.net&client_id=${tenantId}`,
      undefined,
      400,
    ],
  ])('refuses a request %s', async (_name, query, headers, status) => {
    const answer = await get(query, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ statusCode: status, message: expect.any(String) });
  });
});
