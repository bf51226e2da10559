import { type AuthErrorCode } from '../../../src/protect/index.js';
import { type TestIssuer } from '../../../src/testing/index.js';
import { type Call } from '../api.js';

type Token = string | Promise<string>;
/** A bad request, and the code of its refusal. */
export interface Attack {
  readonly name: string;
  readonly code: AuthErrorCode;
  readonly call: (issuer: TestIssuer) => Promise<Call>;
  /** The scope that the challenge names. */
  readonly scope?: string;
}

/** Every bad request: the matrix. */
export const attacks: Attack[] = [];
export const good = (issuer: TestIssuer) => issuer.app({ roles: ['Stock.Read'] });

/** An Authorization header, or several, as they are. */
function header(
  name: string,
  code: AuthErrorCode,
  values: (issuer: TestIssuer) => string | readonly string[],
) {
  const call = (issuer: TestIssuer) => {
    const headers = [values(issuer)].flat().flatMap((value) => ['Authorization', value]);
    return Promise.resolve({ path: '/applications', headers });
  };
  attacks.push({ name, code, call });
}

/** A whole request. */
function request(name: string, code: AuthErrorCode, make: (issuer: TestIssuer) => Call) {
  attacks.push({ name, code, call: (issuer) => Promise.resolve(make(issuer)) });
}

/** A bearer token to the route for applications, or to another one. */
function token(
  name: string,
  code: AuthErrorCode,
  make: (issuer: TestIssuer) => Token,
  { path = '/applications', scope }: { path?: string; scope?: string } = {},
) {
  const call = async (issuer: TestIssuer) => ({
    path,
    headers: ['Authorization', `Bearer ${await make(issuer)}`],
  });
  attacks.push({ name, code, call, ...(scope && { scope }) });
}

/** A really signed app-only token with these claims changed; `undefined` removes one. */
function claims(name: string, code: AuthErrorCode, members: (issuer: TestIssuer) => object) {
  token(name, code, (issuer) => issuer.evil.claims({ ...members(issuer) }));
}

const now = (issuer: TestIssuer) => issuer.issue.nowSeconds;

// --- transport: the header (T1 to T5) ---
request('no token', 'AUTH_TOKEN_MISSING', () => ({ path: '/applications' }));
header('an empty header', 'AUTH_TOKEN_MISSING', () => '');
header('Basic credentials', 'AUTH_TOKEN_MISSING', () => 'Basic dXNlcjpwYXNzd29yZA==');
header('the scheme alone', 'AUTH_TOKEN_MISSING', () => 'Bearer');
header('the scheme and spaces', 'AUTH_TOKEN_MISSING', () => 'Bearer   ');
header('another scheme with a good token', 'AUTH_TOKEN_MISSING', (i) => `DPoP ${good(i)}`);
header('a scheme that starts alike', 'AUTH_TOKEN_MISSING', (i) => `BearerToken ${good(i)}`);
header('a good token without scheme', 'AUTH_TOKEN_MISSING', (i) => good(i));
header('a word behind the token', 'AUTH_REQUEST_MALFORMED', (i) => `Bearer ${good(i)} trailing`);
header('two tokens', 'AUTH_REQUEST_MALFORMED', (i) => `Bearer ${good(i)} ${good(i)}`);
header('two tokens with a comma', 'AUTH_REQUEST_MALFORMED', (i) => `Bearer ${good(i)},${good(i)}`);
header(
  'two credentials with a comma',
  'AUTH_REQUEST_MALFORMED',
  (i) => `Bearer ${good(i)}, Bearer ${good(i)}`,
);
header('a tab before the token', 'AUTH_REQUEST_MALFORMED', (i) => `Bearer\t${good(i)}`);
header('padding alone', 'AUTH_REQUEST_MALFORMED', () => 'Bearer ==');
header('Bearer behind another scheme', 'AUTH_TOKEN_MISSING', (i) => `Digest bearer ${good(i)}`);
header('a quoted token', 'AUTH_REQUEST_MALFORMED', (i) => `Bearer "${good(i)}"`);
header('a parameter behind the token', 'AUTH_REQUEST_MALFORMED', (i) => `Bearer ${good(i)};a=b`);
header('a JSON-serialised JWS', 'AUTH_REQUEST_MALFORMED', () => 'Bearer {"payload":"e30","signatures":[]}');
header('characters that are not ASCII', 'AUTH_REQUEST_MALFORMED', (i) => `Bearer ${good(i)}\u00e9`);
header('padding inside the token', 'AUTH_REQUEST_MALFORMED', (i) => `Bearer ${good(i).replace('.', '=.')}`);
header('the same header twice', 'AUTH_REQUEST_MALFORMED', (i) => [`Bearer ${good(i)}`, `Bearer ${good(i)}`]);
header('a good header, then another', 'AUTH_REQUEST_MALFORMED', (i) => [`Bearer ${good(i)}`, 'Basic eDp5']);
header('a bad header, then a good one', 'AUTH_REQUEST_MALFORMED', (i) => ['Basic eDp5', `Bearer ${good(i)}`]);
header('an empty header, then a good one', 'AUTH_REQUEST_MALFORMED', (i) => ['', `Bearer ${good(i)}`]);
request('two headers in different case', 'AUTH_REQUEST_MALFORMED', (i) => ({
  path: '/applications',
  headers: ['authorization', `Bearer ${good(i)}`, 'AUTHORIZATION', `Bearer ${good(i)}`],
}));
request('a token in the query', 'AUTH_TOKEN_MISSING', (i) => ({
  path: `/applications?access_token=${good(i)}`,
}));
request('a token in the body', 'AUTH_TOKEN_MISSING', (i) => ({
  method: 'POST',
  path: '/applications',
  headers: ['Content-Type', 'application/json'],
  body: JSON.stringify({ access_token: good(i) }),
}));
request('a token in a cookie', 'AUTH_TOKEN_MISSING', (i) => ({
  path: '/applications',
  headers: ['Cookie', `access_token=${good(i)}`],
}));
for (const name of [
  'Proxy-Authorization',
  'X-Forwarded-Authorization',
  'X-Access-Token',
  'Authorization_',
  'X-Bearer-Auth', // as long as Authorization
]) {
  request(`a token in ${name}`, 'AUTH_TOKEN_MISSING', (i) => ({
    path: '/applications',
    headers: [name, `Bearer ${good(i)}`],
  }));
}

// --- structure (S1 to S4) ---
token('a word', 'AUTH_TOKEN_MALFORMED', () => 'opaque-token');
token('dots', 'AUTH_TOKEN_MALFORMED', () => '..');
token('a.b.c', 'AUTH_TOKEN_MALFORMED', () => 'a.b.c');
token('one segment', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.oneSegment());
token('two segments', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.twoSegments());
token('four segments', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.fourSegments());
token('an encrypted token', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.encrypted());
token('a token whose header is empty', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.emptyHeader());
token('an empty payload', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.emptyPayload());
token('an empty signature', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.emptySignature());
token('padding', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.padded());
token('the plain base64 alphabet', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.plainBase64());
token('stray bits in the signature', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.strayBits());
token('a header that is no JSON', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.headerNotJson());
token('a header that is a list', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.headerArray());
token('a header that is no UTF-8', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.headerInvalidUtf8());
token('a header with "alg" twice', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.headerNameTwice());
token('a header of lists, 5,000 deep', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.headerNested());
token('a payload that is no JSON', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadNotJson());
token('a payload that is a list', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadArray());
token('a payload that is null', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadNull());
token('a payload that is a string', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadString());
token('a payload that is no UTF-8', 'AUTH_TOKEN_MALFORMED', (i) => i.evil.payloadInvalidUtf8());
token('a payload with "aud" twice', 'AUTH_CLAIMS_AMBIGUOUS', (i) => i.evil.claimTwice());
const decisive = 'ver iss tid aud exp nbf iat nonce at_hash c_hash cnf azp oid sub idtyp scp roles';
for (const name of decisive.split(' ')) {
  token(`a claim ${name.toUpperCase()}`, 'AUTH_CLAIMS_AMBIGUOUS', (i) => i.evil.claimInOtherCase(name));
}
token('a token of 27,000 characters', 'AUTH_TOKEN_TOO_LARGE', (i) => i.evil.oversized());

// --- algorithm (A1 to A8) ---
for (const spelling of ['none', 'None', 'NONE', 'nOnE']) {
  token(`alg ${spelling} without signature`, 'AUTH_TOKEN_MALFORMED', (i) => i.evil.algNone(spelling));
  token(`alg ${spelling} with signature`, 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.algNoneSigned(spelling));
}
token('HS256 with the public key as secret', 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.hmacWithPublicKey());
token('HS256 with the modulus as secret', 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.hmacWithModulus());
token('HS256 with an empty secret', 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.hmacWithEmptySecret());
for (const alg of ['RS384', 'RS512', 'PS256'] as const) {
  token(`${alg} with our key`, 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.otherRsaAlgorithm(alg));
}
token('ES256', 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.ellipticCurve());
token('RS512 labelled RS256', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.mislabelled());
for (const alg of [undefined, null, 256, ['RS256'], { name: 'RS256' }, '', 'rs256', 'RS256 ']) {
  token(`alg ${JSON.stringify(alg)}`, 'AUTH_TOKEN_ALGORITHM', (i) => i.evil.header({ alg }));
}
for (const crit of [['exp'], [], ['b64'], ['alg', 'alg'], 'exp', null, ['urn:example:unknown']]) {
  token(`crit ${JSON.stringify(crit)}`, 'AUTH_TOKEN_HEADER', (i) => i.evil.header({ crit }));
}
token('b64 false', 'AUTH_TOKEN_HEADER', (i) => i.evil.header({ b64: false, crit: ['b64'] }));
token('b64 true without crit', 'AUTH_TOKEN_HEADER', (i) => i.evil.header({ b64: true }));
for (const member of ['jwk', 'jku', 'x5u', 'x5c'] as const) {
  token(`the attacker's key in ${member}`, 'AUTH_SIGNATURE_INVALID', (i) => i.evil.embeddedKey(member));
}
for (const typ of [
  'dpop+jwt',
  'logout+jwt',
  'secevent+jwt',
  'kb+jwt',
  'id_token+jwt',
  'JWE',
  '',
  null,
  1,
  ['JWT'],
]) {
  token(`typ ${JSON.stringify(typ)}`, 'AUTH_TOKEN_HEADER', (i) => i.evil.header({ typ }));
}

// --- signature (G1, G2) ---
token('an altered header', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.tamperedHeader());
token('an altered payload', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.tamperedPayload());
token('an altered signature', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.tamperedSignature());
token('a truncated signature', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.truncatedSignature());
token('the signature of another token', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.borrowedSignature());
token('a signature of zeros', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.zeroSignature());
token('another key under a good name', 'AUTH_SIGNATURE_INVALID', (i) => i.evil.otherKey());
token('a later expiry than was signed', 'AUTH_SIGNATURE_INVALID', (i) =>
  i.evil.tamperedPayload({ exp: 4_000_000_000 }),
);

// --- key lookup (K1) ---
const oddKids = [
  undefined,
  null,
  {},
  ['a'],
  1,
  '',
  ' ',
  'x'.repeat(129),
  'x'.repeat(6_000),
  'a\r\nb',
  '../../etc/passwd\0',
];
for (const kid of [...oddKids, '__proto__', 'constructor', 'unknown', 'https://evil.example/keys']) {
  const name =
    typeof kid === 'string' && kid.length > 40 ? `of ${kid.length} characters` : JSON.stringify(kid);
  token(`kid ${name}`, 'AUTH_KEY_UNKNOWN', (i) => i.evil.kid(kid));
}

// --- claims (C1 to C11) ---
claims('aud missing', 'AUTH_AUDIENCE_MISMATCH', () => ({ aud: undefined }));
claims('aud null', 'AUTH_AUDIENCE_MISMATCH', () => ({ aud: null }));
claims('aud a number', 'AUTH_AUDIENCE_MISMATCH', () => ({ aud: 1 }));
claims('aud empty', 'AUTH_AUDIENCE_MISMATCH', () => ({ aud: '' }));
claims('aud a list with ours', 'AUTH_AUDIENCE_MISMATCH', (i) => ({ aud: [i.clientId] }));
claims('aud a list with ours and another', 'AUTH_AUDIENCE_MISMATCH', (i) => ({ aud: ['x', i.clientId] }));
claims('aud the App ID URI', 'AUTH_AUDIENCE_MISMATCH', (i) => ({ aud: `api://${i.clientId}` }));
claims('aud with a slash behind', 'AUTH_AUDIENCE_MISMATCH', (i) => ({ aud: `${i.clientId}/` }));
claims('aud in upper case', 'AUTH_AUDIENCE_MISMATCH', (i) => ({ aud: i.clientId.toUpperCase() }));
claims('aud with a space behind', 'AUTH_AUDIENCE_MISMATCH', (i) => ({ aud: `${i.clientId} ` }));
token('a token for Microsoft Graph', 'AUTH_AUDIENCE_MISMATCH', (i) => i.evil.otherAudience());

claims('iss missing', 'AUTH_ISSUER_MISMATCH', () => ({ iss: undefined }));
claims('iss a list', 'AUTH_ISSUER_MISMATCH', (i) => ({ iss: [i.issuer] }));
claims('iss with a slash behind', 'AUTH_ISSUER_MISMATCH', (i) => ({ iss: `${i.issuer}/` }));
claims('iss of another host', 'AUTH_ISSUER_MISMATCH', (i) => ({
  iss: `https://login.microsoftonline.com.evil.example/${i.tenantId}/v2.0`,
}));
claims('iss that ours starts', 'AUTH_ISSUER_MISMATCH', (i) => ({ iss: `${i.issuer}.evil.example` }));
claims('iss of v1', 'AUTH_ISSUER_MISMATCH', (i) => ({ iss: `https://sts.windows.net/${i.tenantId}/` }));
claims('iss as a template', 'AUTH_ISSUER_MISMATCH', (i) => ({
  iss: i.issuer.replace(i.tenantId, '{tenantid}'),
}));
claims('iss in upper case', 'AUTH_ISSUER_MISMATCH', (i) => ({ iss: i.issuer.toUpperCase() }));
claims('iss of the common endpoint', 'AUTH_ISSUER_MISMATCH', (i) => ({
  iss: i.issuer.replace(i.tenantId, 'common'),
}));
token('a token of another tenant', 'AUTH_ISSUER_MISMATCH', (i) => i.evil.otherTenant());

claims('tid missing', 'AUTH_TENANT_MISMATCH', () => ({ tid: undefined }));
claims('tid no GUID', 'AUTH_TENANT_MISMATCH', () => ({ tid: 'contoso.onmicrosoft.com' }));
claims('tid of another tenant', 'AUTH_TENANT_MISMATCH', () => ({
  tid: 'bbbbcccc-1111-dddd-2222-eeee3333ffff',
}));
claims('tid in upper case', 'AUTH_TENANT_MISMATCH', (i) => ({ tid: i.tenantId.toUpperCase() }));

token('a v1 token', 'AUTH_TOKEN_V1', (i) => i.evil.v1());
for (const ver of [undefined, null, 2, '1.0', '2', '2.0 ', ['2.0']]) {
  claims(`ver ${JSON.stringify(ver)}`, 'AUTH_TOKEN_V1', () => ({ ver }));
}

for (const name of ['exp', 'nbf', 'iat']) {
  claims(`${name} missing`, 'AUTH_TOKEN_TIMES', () => ({ [name]: undefined }));
  for (const value of ['1700000000', null, -1, 0, 1.5, true, [1_700_000_000], 1e308]) {
    claims(`${name} ${JSON.stringify(value)}`, 'AUTH_TOKEN_TIMES', () => ({ [name]: value }));
  }
}
claims('exp after the year 9999', 'AUTH_TOKEN_TIMES', () => ({ exp: 253_402_300_800 }));
claims('exp before nbf', 'AUTH_TOKEN_TIMES', (i) => ({ nbf: now(i), exp: now(i) - 1 }));
claims('exp at nbf', 'AUTH_TOKEN_TIMES', (i) => ({ nbf: now(i), iat: now(i) - 10, exp: now(i) }));
claims('exp before iat', 'AUTH_TOKEN_TIMES', (i) => ({ nbf: now(i) - 20, exp: now(i) - 10 }));
claims('exp at iat', 'AUTH_TOKEN_TIMES', (i) => ({ nbf: now(i) - 20, exp: now(i) }));
token('a token that expired an hour ago', 'AUTH_TOKEN_EXPIRED', (i) => i.evil.expired());
token('a token that expired as long ago as is tolerated', 'AUTH_TOKEN_EXPIRED', (i) => i.evil.expired(60));
token('a token for later', 'AUTH_TOKEN_NOT_YET_VALID', (i) => i.evil.notYetValid());
claims('nbf a second further ahead than is tolerated', 'AUTH_TOKEN_NOT_YET_VALID', (i) => ({
  nbf: now(i) + 61,
}));
claims('iat a second further ahead than is tolerated', 'AUTH_TOKEN_NOT_YET_VALID', (i) => ({
  iat: now(i) + 61,
}));

token('an ID token with nonce', 'AUTH_ID_TOKEN', (i) => i.evil.idToken());
token('an ID token with at_hash', 'AUTH_ID_TOKEN', (i) => i.evil.idToken({ at_hash: 'x' }));
token('an ID token with c_hash', 'AUTH_ID_TOKEN', (i) => i.evil.idToken({ c_hash: 'x' }));
token('an ID token without any hash', 'AUTH_CLIENT_MISSING', (i) => i.evil.idToken({}));
token('an ID token that looks like an access token', 'AUTH_CALLER_KIND', (i) =>
  i.evil.idToken({ azp: '22223333-cccc-4444-dddd-5555eeee6666' }),
);
claims('an access token with a nonce', 'AUTH_ID_TOKEN', () => ({ nonce: 'x' }));
claims('a token bound to a key', 'AUTH_TOKEN_BOUND', () => ({ cnf: { jkt: 'x' } }));
for (const azp of [
  undefined,
  '',
  'fulfillment',
  1,
  ['22223333-cccc-4444-dddd-5555eeee6666'],
  'x22223333-cccc-4444-dddd-5555eeee6666',
  '22223333-cccc-4444-dddd-5555eeee6666x',
  '22223333-cccc-4444-dddd-5555eeee6666\n',
]) {
  claims(`azp ${JSON.stringify(azp)}`, 'AUTH_CLIENT_MISSING', () => ({ azp }));
}
for (const oid of [undefined, '', 'someone', 1]) {
  claims(`oid ${JSON.stringify(oid)}`, 'AUTH_OBJECT_MISSING', () => ({ oid }));
}
for (const idtyp of ['device', 'APP', '', null, 1, ['app']]) {
  claims(`idtyp ${JSON.stringify(idtyp)}`, 'AUTH_CALLER_KIND', () => ({ idtyp }));
}
claims('idtyp app with scopes', 'AUTH_CALLER_KIND', () => ({ scp: 'Stock.Read' }));
claims('no idtyp, no scopes, and oid is not sub', 'AUTH_CALLER_KIND', () => ({ idtyp: undefined, sub: 'x' }));
for (const scp of [['Stock.Read'], 1, null, { a: 1 }]) {
  claims(`scp ${JSON.stringify(scp)}`, 'AUTH_CALLER_KIND', () => ({ idtyp: 'user', scp }));
}

// --- authorization (C7 to C10) ---
const read = { scope: 'Stock.Read' };
token('an application without any role', 'AUTH_ROLES_MISSING', (i) => i.app(), read);
for (const roles of [
  'Stock.Read',
  'Stock.Read Stock.Write',
  {},
  { 0: 'Stock.Read', length: 1 },
  ['Stock.Read', 1],
  [['Stock.Read']],
  [],
]) {
  token(`roles ${JSON.stringify(roles)}`, 'AUTH_ROLES_MISSING', (i) => i.evil.claims({ roles }), read);
}
for (const role of [
  'stock.read',
  'STOCK.READ',
  'Stock',
  'Stock.Read.All',
  'Stock.Read ',
  '*',
  'Stock.*',
  '.*',
  '',
  'Stock.Read,Stock.Write',
  '__proto__',
]) {
  token(`the role '${role}'`, 'AUTH_ROLE_REQUIRED', (i) => i.app({ roles: [role] }), read);
}
token(
  '300 other roles',
  'AUTH_ROLE_REQUIRED',
  (i) => i.app({ roles: Array.from({ length: 300 }, (_, n) => `Role.${n}`) }),
  read,
);
token('one role where all are needed', 'AUTH_ROLE_REQUIRED', (i) => i.app({ roles: ['Stock.Read'] }), {
  path: '/all',
  scope: 'Stock.Read Stock.Write',
});
token(
  'a user with the role, on a route for applications',
  'AUTH_APPLICATION_REQUIRED',
  (i) => i.user({ scopes: ['Other'], roles: ['Stock.Read'] }),
  read,
);
token(
  'a user with the role as a scope, on a route for applications',
  'AUTH_APPLICATION_REQUIRED',
  (i) => i.user({ scopes: ['Stock.Read'] }),
  read,
);
token(
  'a user without anything, on a route for applications',
  'AUTH_ROLES_MISSING',
  (i) => i.user({ claims: { idtyp: 'user' } }),
  read,
);
const users = { path: '/users', scope: 'Stock.Read' };
token(
  'an application with the scope as a role, on a route for users',
  'AUTH_USER_REQUIRED',
  (i) => i.app({ roles: ['Stock.Read'] }),
  users,
);
token('an application without anything, on a route for users', 'AUTH_ROLES_MISSING', (i) => i.app(), users);
token('a user without the scope', 'AUTH_SCOPE_REQUIRED', (i) => i.user({ scopes: ['Stock.Write'] }), users);
token(
  'a user with a scope in other case',
  'AUTH_SCOPE_REQUIRED',
  (i) => i.user({ scopes: ['stock.read'] }),
  users,
);
token(
  'a user with a longer scope',
  'AUTH_SCOPE_REQUIRED',
  (i) => i.user({ scopes: ['Stock.Read.All'] }),
  users,
);
token(
  'a user whose role is the scope',
  'AUTH_SCOPE_REQUIRED',
  (i) => i.user({ scopes: ['Other'], roles: ['Stock.Read'] }),
  users,
);
token(
  'a user with idtyp and a role, but no scope',
  'AUTH_SCOPE_REQUIRED',
  (i) => i.user({ roles: ['Stock.Read'], claims: { idtyp: 'user' } }),
  users,
);
const approvers = { path: '/approvers', scope: 'Approver' };
token(
  'a user with the scope, but no role',
  'AUTH_USER_ROLE_REQUIRED',
  (i) => i.user({ scopes: ['Stock.Read'] }),
  approvers,
);
token(
  'a user with the scope and another role',
  'AUTH_USER_ROLE_REQUIRED',
  (i) => i.user({ scopes: ['Stock.Read'], roles: ['Clerk'] }),
  approvers,
);
token(
  'a user with the role, but no scope',
  'AUTH_SCOPE_REQUIRED',
  (i) => i.user({ scopes: ['Other'], roles: ['Approver'] }),
  { path: '/approvers', scope: 'Stock.Read' },
);
token('an application that is not on the list', 'AUTH_CALLER_NOT_ALLOWED', (i) =>
  i.app({ roles: ['Stock.Read'], clientId: '99999999-9999-9999-9999-999999999999' }),
);
token(
  'a user through an application that is on the list',
  'AUTH_APPLICATION_REQUIRED',
  (i) => i.user({ scopes: ['Stock.Read'], roles: ['Stock.Read'] }),
  read,
);

token('an application without anything, where users may call too', 'AUTH_ROLES_MISSING', (i) => i.app(), {
  path: '/reports',
  scope: 'Report.Read Report.Write',
});
token(
  'a user without anything, where applications may call too',
  'AUTH_ROLES_MISSING',
  (i) => i.user({ claims: { idtyp: 'user' } }),
  { path: '/reports', scope: 'Report.See' },
);
const both = { path: '/either', scope: 'Stock.Read' };
token(
  'an application without the role, where users may call too',
  'AUTH_ROLE_REQUIRED',
  (i) => i.app({ roles: ['X'] }),
  both,
);
token(
  'a user without the scope, where applications may call too',
  'AUTH_SCOPE_REQUIRED',
  (i) => i.user({ scopes: ['X'] }),
  both,
);
