import { attackTable } from './attack.js';

const read = { scope: 'Stock.Read' };
const users = { path: '/users', scope: 'Stock.Read' };
const approvers = { path: '/approvers', scope: 'Approver' };
const both = { path: '/either', scope: 'Stock.Read' };

/** Good tokens of callers who may not do this: C7 to C10. */
export const authorizationAttacks = attackTable(({ token }) => {
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
});
