import { passportJwtSecret } from 'jwks-rsa';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { clientIds, type IssuerUnderTest, startIssuer, tenantId } from '../issuer-under-test.js';
import { requestToken } from '../token-requests.js';

type Outcome = { readonly caller: Record<string, unknown> } | { readonly refusal: string };

describe('jwks-rsa and passport-jwt verify what the mock signs', () => {
  let issuer: IssuerUnderTest;
  let strategy: Strategy;
  beforeAll(async () => {
    issuer = await startIssuer();
    strategy = new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: passportJwtSecret({
          jwksUri: `${issuer.authority}/discovery/v2.0/keys`,
          cache: true,
        }),
        algorithms: ['RS256'],
        issuer: `${issuer.issuerUrl}/${tenantId}/v2.0`,
        audience: clientIds.fulfillment,
      },
      (claims, done) => done(null, claims),
    );
  });
  afterAll(() => issuer.close());

  const authenticate = (token: string) =>
    new Promise<Outcome>((resolve, reject) => {
      const attempt = Object.assign(Object.create(strategy) as Strategy, {
        success: (caller: Record<string, unknown>) => resolve({ caller }),
        fail: (info: unknown) => resolve({ refusal: info instanceof Error ? info.message : String(info) }),
        error: reject,
      });
      attempt.authenticate({ headers: { authorization: `Bearer ${token}` } } as never, {});
    });

  const storefrontToken = () => requestToken(issuer, 'storefront', `api://${clientIds.fulfillment}/.default`);

  it('accepts a token, and one of a key that came by rotation', async () => {
    expect(await authenticate(await storefrontToken())).toMatchObject({
      caller: { azp: clientIds.storefront },
    });
    await issuer.state.keys.rotate();
    expect(await authenticate(await storefrontToken())).toMatchObject({
      caller: { azp: clientIds.storefront },
    });
  });

  it('refuses a token whose signature was cut from another', async () => {
    const [header, claims] = (await storefrontToken()).split('.');
    const [, , signature] = (await storefrontToken()).split('.');
    expect(await authenticate(`${header}.${claims}.${signature}`)).toEqual({ refusal: 'invalid signature' });
  });
});
