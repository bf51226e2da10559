import { type JWTPayload, SignJWT } from 'jose';
import { type AadstsCode, aadstsErrors } from '../src/entra/aadsts-errors.js';
import { authorizeParameters, authorizeUrl, locationOf, newCode, pick, redemption } from './code-flow.js';
import { control } from './control-client.js';
import { type ForeignIssuer, startForeignIssuer } from './foreign-issuer.js';
import {
  clientIds,
  fulfillmentScope,
  inventoryScope,
  type IssuerUnderTest,
  startIssuer,
  tenantId,
} from './issuer-under-test.js';
import { redirectUris, strictDirectory } from './strict-directory.js';
import { postToken, type TokenAnswer } from './token-requests.js';

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const origin = { origin: 'https://spa.example.com' };
const unknownGuid = '99999999-aaaa-bbbb-cccc-dddddddddddd';

/** Where an error can surface: as JSON of the token endpoint, in the redirect back to the client, or on a page. */
type Surface =
  | { readonly at: 'token'; readonly answer: TokenAnswer }
  | { readonly at: 'redirect'; readonly location: URL }
  | { readonly at: 'page'; readonly status: number; readonly text: string };

describe('every error of the table', () => {
  let issuer: IssuerUnderTest;
  let cluster: ForeignIssuer;
  beforeAll(async () => {
    cluster = await startForeignIssuer();
    issuer = await startIssuer({ MOCK_DIRECTORY_FILE: strictDirectory(cluster.url) });
  });
  afterAll(async () => {
    cluster.close();
    await issuer.close();
  });
  afterEach(() => control(issuer, 'state/reset', {}));

  const token = async (
    form: Record<string, string> | URLSearchParams,
    headers: Record<string, string> = {},
    tenant: string = tenantId,
  ): Promise<Surface> => ({ at: 'token', answer: await postToken(issuer, form, headers, tenant) });

  const credentials = (changes: Record<string, string>) => ({
    grant_type: 'client_credentials',
    client_id: clientIds.storefront,
    client_secret: issuer.secretOf('storefront'),
    scope: fulfillmentScope,
    ...changes,
  });

  const authorize = async (parameters: URLSearchParams, tenant: string = tenantId): Promise<Surface> =>
    surfaceOf(
      await fetch(`${authorizeUrl(issuer, tenant)}?${parameters.toString()}`, { redirect: 'manual' }),
    );
  const picked = async (user: string, parameters: URLSearchParams, headers: Record<string, string> = {}) =>
    surfaceOf(await pick(issuer, user, parameters, headers));

  const assertion = (jwt: string) => {
    const { client_secret: _secret, ...form } = credentials({ client_id: clientIds.orderDesk });
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    return token({ ...form, client_assertion_type: type, client_assertion: jwt });
  };
  const certificateAssertion = (claims: JWTPayload, certificateIndex = 0) => {
    const certificate = issuer.state.credentials.certificatesOf('order-desk')[certificateIndex];
    if (!certificate) throw new Error('the directory of this test lists two certificates');
    const now = Math.floor(Date.now() / 1000);
    const honest = {
      iss: clientIds.orderDesk,
      sub: clientIds.orderDesk,
      aud: `${issuer.authority}/v2.0`,
      exp: now + 300,
    };
    return new SignJWT({ ...honest, ...claims })
      .setProtectedHeader({ alg: 'PS256', 'x5t#S256': certificate.sha256Thumbprint })
      .sign(certificate.privateKey);
  };
  const federated = async (claims: JWTPayload) => {
    const now = Math.floor(Date.now() / 1000);
    const honest = {
      iss: cluster.url,
      sub: 'system:serviceaccount:shop:fulfillment',
      aud: 'api://AzureADTokenExchange',
      exp: now + 300,
    };
    return cluster.sign({ ...honest, ...claims });
  };
  const federatedRequest = (jwt: string) =>
    token({
      grant_type: 'client_credentials',
      client_id: clientIds.fulfillment,
      scope: inventoryScope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: jwt,
    });

  /** One request for each code; the type makes sure that none is left out. */
  const provocations: Record<AadstsCode, () => Promise<Surface>> = {
    900144: () => token({}),
    9000411: () => token(new URLSearchParams('grant_type=a&grant_type=b')),
    900561: async () => {
      const response = await fetch(`${issuer.httpUrl}/${tenantId}/oauth2/v2.0/token`);
      return { at: 'token', answer: await asAnswer(response) };
    },
    90015: () => token({ grant_type: 'x'.repeat(100_000) }),
    9002313: () => authorize(authorizeParameters('spa', { response_mode: 'smoke-signal' })),
    70003: () => token({ grant_type: 'password' }),
    90002: () => token(credentials({}), {}, unknownGuid),
    900023: () => token(credentials({}), {}, 'nonsense'),
    50059: () => token(credentials({}), {}, 'common'),
    50194: () => authorize(authorizeParameters('spa'), 'common'),

    700016: () => token(credentials({ client_id: unknownGuid })),
    700038: () => token(credentials({ client_id: '00000000-0000-0000-0000-000000000000' })),
    7000215: () => token(credentials({ client_secret: 'wrong' })),
    7000222: () => {
      const { value } = issuer.state.credentials.addSecret('storefront', {
        displayName: 'old',
        expiresInDays: -1,
      });
      return token(credentials({ client_secret: value }));
    },
    7000216: () => token(credentials({ client_secret: '' })),
    7000218: async () => {
      const code = await newCode(issuer, 'web');
      return token(redemption(issuer, 'web', code, { client_secret: undefined }));
    },
    700025: async () => {
      const code = await newCode(issuer, 'native');
      return token(redemption(issuer, 'native', code, { client_secret: issuer.secretOf('order-desk') }));
    },

    50027: () => assertion('not.a.jwt'),
    700021: async () => assertion(await certificateAssertion({ iss: unknownGuid, sub: unknownGuid })),
    700023: async () => assertion(await certificateAssertion({ aud: 'https://elsewhere.example.com' })),
    700024: async () => assertion(await certificateAssertion({ exp: 1_000_000 })),
    700027: async () => assertion(await certificateAssertion({}, 1)),
    700211: async () => federatedRequest(await federated({ iss: 'https://elsewhere.example.com' })),
    700212: async () => federatedRequest(await federated({ aud: 'api://elsewhere' })),
    700213: async () => federatedRequest(await federated({ sub: 'system:serviceaccount:shop:other' })),
    50013: async () => {
      const [header, claims] = (await federated({})).split('.');
      const [, , foreignSignature] = (await federated({ exp: 9_999_999_999 })).split('.');
      return federatedRequest([header, claims, foreignSignature].join('.'));
    },

    500011: () => token(credentials({ scope: 'api://nobody/.default' })),
    1002012: () => token(credentials({ scope: `api://${clientIds.fulfillment}/Orders.Read` })),
    70011: () => authorize(authorizeParameters('spa', { scope: 'openid /Orders.Read' })),
    501051: () => token(credentials({ scope: 'api://closed/.default' })),
    650053: () =>
      authorize(authorizeParameters('spa', { scope: `api://${clientIds.fulfillment}/Orders.Paint` })),
    28000: () =>
      authorize(
        authorizeParameters('spa', { scope: `api://closed/Look api://${clientIds.fulfillment}/Orders.Read` }),
      ),

    50011: () => authorize(authorizeParameters('spa', { redirect_uri: 'https://evil.example.com/' })),
    50058: () => authorize(authorizeParameters('spa', { prompt: 'none' })),
    50034: () => picked(unknownGuid, authorizeParameters('spa')),
    50105: () =>
      picked(
        'clerk',
        authorizeParameters('web', {
          client_id: '88889999-cccc-0000-dddd-1111eeee2222',
          scope: 'api://closed/Look',
        }),
      ),
    65001: async () => {
      const signedIn = await pick(issuer, 'viewer', authorizeParameters('spa'));
      const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
      const scope = `api://${clientIds.fulfillment}/Orders.Write`;
      const silent = authorizeParameters('spa', { prompt: 'none', scope });
      const url = `${authorizeUrl(issuer)}?${silent.toString()}`;
      return surfaceOf(await fetch(url, { headers: { cookie }, redirect: 'manual' }));
    },
    65004: () =>
      picked('viewer', authorizeParameters('spa', { scope: `api://${clientIds.fulfillment}/Orders.Write` })),
    700054: () => authorize(authorizeParameters('spa', { response_type: 'token' })),
    501491: () => authorize(authorizeParameters('web', { code_challenge: 'too-short' })),
    9002325: () =>
      authorize(authorizeParameters('spa', { code_challenge: undefined, code_challenge_method: undefined })),

    9002326: async () => token(redemption(issuer, 'native', await newCode(issuer, 'native')), origin),
    9002327: async () => token(redemption(issuer, 'spa', await newCode(issuer, 'spa'))),
    501481: async () => {
      const code = await newCode(issuer, 'spa');
      return token(redemption(issuer, 'spa', code, { code_verifier: 'x'.repeat(50) }), origin);
    },
    70000: async () => {
      const code = await newCode(issuer, 'spa');
      return token(redemption(issuer, 'spa', code, { client_id: clientIds.storefront }), origin);
    },
    70008: async () => {
      const code = await newCode(issuer, 'spa');
      await control(issuer, 'clock', { offsetSeconds: 601 });
      return token(redemption(issuer, 'spa', code), origin);
    },
    54005: async () => {
      const code = await newCode(issuer, 'spa');
      await token(redemption(issuer, 'spa', code), origin);
      return token(redemption(issuer, 'spa', code), origin);
    },
    500112: async () => {
      const code = await newCode(issuer, 'spa');
      return token(redemption(issuer, 'spa', code, { redirect_uri: redirectUris.web }), origin);
    },
    700084: async () => {
      const redeemed = await postToken(
        issuer,
        redemption(issuer, 'spa', await newCode(issuer, 'spa')),
        origin,
      );
      await control(issuer, 'clock', { offsetSeconds: 86_401 });
      const refresh = { grant_type: 'refresh_token', refresh_token: String(redeemed.body['refresh_token']) };
      return token({ ...refresh, client_id: clientIds.orderDesk }, origin);
    },

    90033: async () => {
      await control(issuer, 'faults', {
        endpoint: 'token',
        count: 1,
        effect: { kind: 'status', status: 503 },
      });
      return token({});
    },
  };

  it.each(Object.keys(provocations).map(Number) as AadstsCode[])('AADSTS%i', async (code) => {
    const [status, error, page] = aadstsErrors[code];
    const surface = await provocations[code]();
    switch (surface.at) {
      case 'token': {
        const { body, headers } = surface.answer;
        expect(body).toMatchObject({ error, error_codes: [code] });
        expect(surface.answer.status).toBe(status);
        expect(body['error_description']).toMatch(
          new RegExp(
            `^AADSTS${code}: .+ Trace ID: ${guid} Correlation ID: ${guid} Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`,
            's',
          ),
        );
        expect(body['error_description']).not.toMatch(/\{\w+\}/);
        expect(body['error_uri']).toBe(
          page === 'uri' ? `https://login.microsoftonline.com/error?code=${code}` : undefined,
        );
        // a fault answers before the endpoint, without the endpoint's headers
        if (code === 90033) return;
        expect(headers.get('cache-control')).toBe('no-store, no-cache');
        expect(headers.get('pragma')).toBe('no-cache');
        expect(headers.get('x-ms-request-id')).toBe(body['trace_id']);
        return;
      }
      case 'redirect': {
        const { searchParams } = surface.location;
        expect(searchParams.get('error')).toBe(error);
        expect(searchParams.get('error_description')).toContain(`AADSTS${code}: `);
        expect(searchParams.get('state')).toBe('state-of-the-test');
        expect(searchParams.get('code')).toBeNull();
        return;
      }
      case 'page':
        expect(surface.status).toBe(status);
        expect(surface.text).toContain(`AADSTS${code}: `);
    }
  });

  it('echoes the correlation id that the client sends', async () => {
    const correlationId = '12345678-1234-1234-1234-123456789abc';
    const { body } = await postToken(issuer, {}, { 'client-request-id': correlationId });
    expect(body['correlation_id']).toBe(correlationId);
  });

  it('reports an unknown tenant at discovery as invalid_tenant', async () => {
    const response = await fetch(`${issuer.httpUrl}/${unknownGuid}/v2.0/.well-known/openid-configuration`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] });
  });
});

async function surfaceOf(response: Response): Promise<Surface> {
  return response.status === 302
    ? { at: 'redirect', location: locationOf(response) }
    : { at: 'page', status: response.status, text: await response.text() };
}

async function asAnswer(response: Response): Promise<TokenAnswer> {
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}
