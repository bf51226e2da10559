import { type CallerIdentity } from '@nest-entra/auth/protect';
import { ownerKey, ownerOf, visibilityFor } from './order-owner.js';

const ids = {
  tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
  clientId: '22223333-cccc-4444-dddd-5555eeee6666',
  objectId: 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb',
};
const application: CallerIdentity = { kind: 'application', ...ids, roles: [] };
const user: CallerIdentity = { kind: 'user', ...ids, scopes: [], roles: [] };

it('an application owns by its client id, a user by the object id', () => {
  expect(ownerOf(application)).toEqual({ kind: 'application', tenantId: ids.tenantId, id: ids.clientId });
  expect(ownerOf(user)).toEqual({ kind: 'user', tenantId: ids.tenantId, id: ids.objectId });
});

it('a user through another client is the same owner', () => {
  const elsewhere: CallerIdentity = { ...user, clientId: '55556666-ffff-7777-aaaa-8888bbbb9999' };
  expect(ownerOf(elsewhere)).toEqual(ownerOf(user));
});

it('a user and an application never share a key, even if their ids were the same', () => {
  const twin: CallerIdentity = { ...user, objectId: ids.clientId };
  expect(ownerKey(ownerOf(twin))).not.toBe(ownerKey(ownerOf(application)));
});

it('the same application in another tenant is another owner', () => {
  const elsewhere: CallerIdentity = { ...application, tenantId: 'bbbbcccc-1111-dddd-2222-eeee3333ffff' };
  expect(ownerKey(ownerOf(elsewhere))).not.toBe(ownerKey(ownerOf(application)));
});

it('a user sees the own orders, an application those of its tenant', () => {
  expect(visibilityFor(user)).toEqual({ kind: 'own', owner: ownerOf(user) });
  expect(visibilityFor(application)).toEqual({ kind: 'tenant', tenantId: ids.tenantId });
});
