import { type TestIssuer } from '../../../src/testing/index.js';
import { type Call } from '../api.js';

/** A request that is answered, so that a guard which refuses everything passes no test. */
export interface GoodRequest {
  readonly name: string;
  readonly call: (issuer: TestIssuer) => Call;
}

export const goodRequests: GoodRequest[] = [];

function good(
  name: string,
  token: (issuer: TestIssuer) => string,
  path = '/applications',
  scheme = 'Bearer',
) {
  const call = (issuer: TestIssuer) => ({ path, headers: ['Authorization', `${scheme} ${token(issuer)}`] });
  goodRequests.push({ name, call });
}

const now = (issuer: TestIssuer) => issuer.issue.nowSeconds;
const reader = (issuer: TestIssuer) => issuer.app({ roles: ['Stock.Read'] });

good('an application with the role', reader);
good('an application with more roles', (i) => i.app({ roles: ['X', 'Stock.Read', 'Y'] }));
good('an application with all roles', (i) => i.app({ roles: ['Stock.Write', 'X', 'Stock.Read'] }), '/all');
good('an application with one of two roles', (i) => i.app({ roles: ['Report.Write'] }), '/reports');
good('a user with the scope', (i) => i.user({ scopes: ['X', 'Stock.Read'] }), '/users');
good(
  'a user with scope and role',
  (i) => i.user({ scopes: ['Stock.Read'], roles: ['X', 'Approver'] }),
  '/approvers',
);
good('an application where users may call too', reader, '/either');
good('a user where applications may call too', (i) => i.user({ scopes: ['Stock.Read'] }), '/either');
good(
  'a user of an application that is not on the list',
  (i) => i.user({ scopes: ['Stock.Read'], clientId: '99999999-9999-9999-9999-999999999999' }),
  '/users',
);
good('an application without idtyp', (i) => i.evil.claims({ idtyp: undefined }));
good('a user with idtyp', (i) => i.user({ scopes: ['Stock.Read'], claims: { idtyp: 'user' } }), '/users');
good('a user with spaces between scopes', (i) => i.user({ claims: { scp: '  Stock.Read  X ' } }), '/users');

for (const scheme of ['bearer', 'BEARER', 'bEaReR', 'Bearer  '])
  good(`the scheme '${scheme}'`, reader, '/applications', scheme);
for (const typ of [undefined, 'at+jwt', 'AT+JWT', 'application/at+jwt', 'jwt']) {
  good(`the type ${typ}`, (i) => i.evil.header({ typ }));
}
good('a header with members that nobody reads', (i) =>
  i.evil.header({ x5t: 'x', nonce: 'x', 'https://example.com': [{ a: 1 }] }),
);
good('claims that nobody reads', (i) =>
  i.evil.claims({ name: 'a"b:c', xms_cc: ['cp1'], Extra: { tid: 1, nested: [{ a: 1 }, { a: 2 }] } }),
);

good('a token that expired a second less ago than is tolerated', (i) =>
  i.evil.claims({ iat: now(i) - 99, nbf: now(i) - 99, exp: now(i) - 59 }),
);
good('a token that starts as far ahead as is tolerated', (i) => i.evil.claims({ nbf: now(i) + 60 }));
good('a token issued as far ahead as is tolerated', (i) => i.evil.claims({ iat: now(i) + 60 }));
good('a token of one second', (i) => i.evil.claims({ iat: now(i), nbf: now(i), exp: now(i) + 1 }));
good('a token for thousands of years', (i) => i.evil.claims({ exp: 253_402_300_799 }));
