import { type webcrypto } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import {
  clientIds,
  fulfillmentScope,
  inventoryScope,
  type IssuerUnderTest,
  startIssuer,
} from '../issuer-under-test.js';
import { orderDeskAt } from '../order-desk-directory.js';
import { signInAs } from '../sign-in.js';

const webRedirect = 'https://web.example.com/callback';
const nativeRedirect = 'http://localhost/callback';
const ordersScope = `openid profile offline_access api://${clientIds.fulfillment}/Orders.Read`;

describe('openid-client takes the mock for an OpenID provider', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer({
      MOCK_DIRECTORY_FILE: orderDeskAt({ web: [webRedirect], native: [nativeRedirect] }),
    });
  });
  afterAll(() => issuer.close());

  const discover = (clientId: string, authentication: oidc.ClientAuth) =>
    oidc.discovery(new URL(`${issuer.authority}/v2.0`), clientId, undefined, authentication);

  it.each([
    ['post', () => oidc.ClientSecretPost(issuer.secretOf('storefront'))],
    ['basic', () => oidc.ClientSecretBasic(issuer.secretOf('storefront'))],
  ])('client credentials by client_secret_%s', async (_name, authentication) => {
    const configuration = await discover(clientIds.storefront, authentication());
    const tokens = await oidc.clientCredentialsGrant(configuration, { scope: fulfillmentScope });
    expect(decodeJwt(tokens.access_token)['azpacr']).toBe('1');
  });

  it('client credentials by private_key_jwt, whose audience is the issuer', async () => {
    const [certificate] = issuer.state.credentials.certificatesOf('fulfillment');
    const key = certificate?.privateKey.toCryptoKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, [
      'sign',
    ]);
    const authentication = oidc.PrivateKeyJwt(key as webcrypto.CryptoKey, {
      [oidc.modifyAssertion]: (header) => {
        header['x5t#S256'] = certificate?.sha256Thumbprint;
      },
    });
    const configuration = await discover(clientIds.fulfillment, authentication);
    const tokens = await oidc.clientCredentialsGrant(configuration, { scope: inventoryScope });
    expect(decodeJwt(tokens.access_token)['azpacr']).toBe('2');
  });

  it.each([
    [
      'a web application with its secret',
      webRedirect,
      () => oidc.ClientSecretPost(issuer.secretOf('order-desk')),
      '1',
    ],
    [
      'a native application on a port of its choice',
      'http://localhost:51234/callback',
      () => oidc.None(),
      '0',
    ],
  ])(
    'signs in a user by code and PKCE and refreshes: %s',
    async (_name, redirectUri, authentication, azpacr) => {
      const configuration = await discover(clientIds.orderDesk, authentication());
      const verifier = oidc.randomPKCECodeVerifier();
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
      const authorizationUrl = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: ordersScope,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      const callback = await signInAs(issuer, 'clerk', authorizationUrl);

      const tokens = await oidc.authorizationCodeGrant(configuration, callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      expect(tokens.claims()).toMatchObject({ preferred_username: 'clerk@contoso.onmicrosoft.com' });
      expect(decodeJwt(tokens.access_token)).toMatchObject({ scp: 'Orders.Read', azpacr });

      const refreshed = await oidc.refreshTokenGrant(configuration, tokens.refresh_token ?? '');
      expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
      expect(decodeJwt(refreshed.access_token)['scp']).toBe('Orders.Read');
    },
  );
});
