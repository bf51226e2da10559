import { type TestIssuer } from '../../../src/testing/index.js';
import { attackTable } from './attack.js';

const now = (issuer: TestIssuer) => issuer.issue.nowSeconds;

/** Tokens that are really signed, and meant for others, for another time, or for no API: C1 to C11. */
export const claimAttacks = attackTable(({ token, claims }) => {
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
  claims('no idtyp, no scopes, and oid is not sub', 'AUTH_CALLER_KIND', () => ({
    idtyp: undefined,
    sub: 'x',
  }));
  for (const scp of [['Stock.Read'], 1, null, { a: 1 }]) {
    claims(`scp ${JSON.stringify(scp)}`, 'AUTH_CALLER_KIND', () => ({ idtyp: 'user', scp }));
  }
});
