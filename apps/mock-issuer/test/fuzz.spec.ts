import fc from 'fast-check';
import { Agent, type Dispatcher, request } from 'undici';
import {
  clientIds,
  controlToken,
  identityHeader,
  type IssuerUnderTest,
  startIssuer,
  tenantId,
} from './issuer-under-test.js';

const runs = process.env['SOAK'] ? 5_000 : 300;
const seed = 20_261_120;

const anything = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '%', '%00', '../..', '\u0000', '__proto__', '💥', '{}', "';--"),
  },
);
const orKnown = (...known: string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, anything);

const paths = fc.oneof(
  fc
    .tuple(
      orKnown(tenantId, 'common', 'contoso.onmicrosoft.com'),
      orKnown(
        'oauth2/v2.0/token',
        'oauth2/v2.0/authorize',
        'oauth2/v2.0/logout',
        'adminconsent',
        'v2.0/.well-known/openid-configuration',
        'discovery/v2.0/keys',
      ),
    )
    .map(([tenant, rest]) => `/${encode(tenant)}/${rest.split('/').map(encode).join('/')}`),
  fc
    .tuple(
      orKnown('control', 'secrets', 'deletedsecrets', 'msi', 'health'),
      fc.array(anything, { maxLength: 3 }),
    )
    .map((parts) => `/${parts.flat().map(encode).join('/')}`),
  fc.constantFrom(
    '/control/keys/rotate',
    '/control/credentials/add',
    '/control/credentials/roll',
    '/control/credentials/expire',
    '/control/roles/grant',
    '/control/clock',
    '/control/forge',
    '/control/requests',
    '/control/workload/token',
    '/control/faults/clear',
    '/msi/token',
    '/secrets',
    '/secrets/fulfillment-client-secret',
    '/secrets/fulfillment-client-secret/versions',
  ),
);

const fields = fc.array(
  fc.tuple(
    orKnown(
      ...[
        'grant_type',
        'client_id',
        'client_secret',
        'scope',
        'code',
        'redirect_uri',
        'refresh_token',
        'state',
      ],
      ...[
        'client_assertion',
        'client_assertion_type',
        'code_verifier',
        'code_challenge',
        'code_challenge_method',
      ],
      ...[
        'response_type',
        'response_mode',
        'prompt',
        'nonce',
        'resource',
        'maxresults',
        '$skiptoken',
        'limit',
      ],
      ...['mock_account', 'mock_decision'],
    ),
    orKnown(
      ...[
        'client_credentials',
        'authorization_code',
        'refresh_token',
        clientIds.storefront,
        clientIds.orderDesk,
      ],
      ...[
        'openid',
        'api://nobody/.default',
        `api://${clientIds.fulfillment}/Orders.Read`,
        'code',
        'S256',
        'none',
      ],
      ...[
        'http://localhost:3000/docs/oauth2-redirect.html',
        'https://vault.azure.net',
        'a.b.c',
        'e30.e30.e30',
      ],
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    ),
  ),
  { maxLength: 8 },
);
const form = fields.map((pairs) => pairs.map((pair) => pair.map(encode).join('=')).join('&'));

const controlBody = fc
  .dictionary(
    fc.constantFrom(
      ...['app', 'kid', 'kind', 'keyId', 'old', 'principal', 'resource', 'role', 'offsetSeconds', 'endpoint'],
      ...[
        'client',
        'header',
        'claims',
        'signWith',
        'subject',
        'audience',
        'expiresInSeconds',
        'expiresInDays',
        'value',
      ],
    ),
    fc.oneof(
      fc.constantFrom(
        'storefront',
        'inventory',
        'secret',
        'certificate',
        'nothing',
        'public-key-as-hmac',
        'token',
      ),
      fc.jsonValue({ maxDepth: 2 }),
    ),
    { maxKeys: 4 },
  )
  .map((body) => JSON.stringify(body));

const bodies: fc.Arbitrary<string | Buffer> = fc.oneof(
  { weight: 5, arbitrary: form },
  { weight: 5, arbitrary: controlBody },
  { weight: 2, arbitrary: fc.json() },
  { weight: 2, arbitrary: anything },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.constant('x'.repeat(1_000_000)) },
);

const headers = fc.record(
  {
    'content-type': fc.constantFrom(
      'application/x-www-form-urlencoded',
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      'multipart/form-data; boundary=x',
      'nonsense',
      '',
    ),
    authorization: fc.oneof(
      fc.constantFrom(`Bearer ${controlToken}`, 'Basic', 'Basic %%%', 'Bearer a.b.c', 'Bearer e30.e30.e30'),
      fc.string({ maxLength: 40 }).map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
    ),
    origin: fc.constantFrom('null', 'https://evil.example.com', 'http://localhost:3000'),
    cookie: fc.constantFrom('MOCK_SESSION=x', 'MOCK_SESSION=00000000-0000-0000-0000-000000000000; a=b'),
    'client-request-id': fc.string({ unit: 'grapheme-ascii', maxLength: 50 }),
    'x-identity-header': fc.constantFrom(identityHeader, 'guess'),
  },
  { requiredKeys: [] },
);

const requests = fc.record({
  listener: fc.constantFrom('http', 'https', 'vault'),
  method: fc.constantFrom<Dispatcher.HttpMethod>(
    'GET',
    'POST',
    'POST',
    'POST',
    'PUT',
    'DELETE',
    'PATCH',
    'HEAD',
    'OPTIONS',
  ),
  path: paths,
  query: fc.oneof(
    fc.constant(''),
    form.map((text) => `?${text}`),
  ),
  headers,
  body: bodies,
});

describe('bad input', () => {
  let issuer: IssuerUnderTest;
  const dispatcher = new Agent({ connections: 8 });
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(async () => {
    await dispatcher.close();
    await issuer.close();
  });

  it(
    `gets an answer, never a 500 (${runs} requests of seed ${seed})`,
    async () => {
      const statuses = new Map<number, number>();
      await fc.assert(
        fc.asyncProperty(requests, async ({ listener, method, path, query, body, headers }) => {
          const base = { http: issuer.httpUrl, https: issuer.issuerUrl, vault: issuer.vaultUrl }[listener];
          const withBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
          const response = await request(`${base}${path}${query}`, {
            dispatcher,
            method,
            headers,
            ...(withBody && { body }),
          });
          const text = await response.body.text();
          const { statusCode } = response;
          statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
          if (statusCode >= 500) throw new Error(`${statusCode} ${text}`);
          if (statusCode >= 400 && text !== '')
            expectAnErrorBody(text, String(response.headers['content-type']));
        }),
        { numRuns: runs, seed },
      );
      // a fuzz run that only ever met the door would prove little
      expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 404, 413]));
    },
    runs * 100,
  );
});

/** Entra's, the vault's, App Service's, a problem, or a page for people. */
function expectAnErrorBody(text: string, contentType: string): void {
  if (contentType.startsWith('text/html')) return;
  const body = JSON.parse(text) as Record<string, unknown>;
  expect(Object.keys(body).some((key) => ['error', 'title', 'statusCode'].includes(key))).toBe(true);
}

/** Lone surrogates have no UTF-8, so they cannot be sent at all. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}
