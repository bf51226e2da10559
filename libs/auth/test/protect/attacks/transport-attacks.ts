import { attackTable, good } from './attack.js';

/** What comes in no single Authorization header with a bearer token: T1 to T5 of the matrix. */
export const transportAttacks = attackTable(({ header, request }) => {
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
  header('the same header twice', 'AUTH_REQUEST_MALFORMED', (i) => [
    `Bearer ${good(i)}`,
    `Bearer ${good(i)}`,
  ]);
  header('a good header, then another', 'AUTH_REQUEST_MALFORMED', (i) => [`Bearer ${good(i)}`, 'Basic eDp5']);
  header('a bad header, then a good one', 'AUTH_REQUEST_MALFORMED', (i) => [
    'Basic eDp5',
    `Bearer ${good(i)}`,
  ]);
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
});
