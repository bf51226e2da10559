import { type FulfillmentUnderTest, startFulfillment } from './fulfillment-under-test.js';

let under: FulfillmentUnderTest;

beforeAll(async () => {
  under = await startFulfillment();
});

afterAll(() => under.stop());

const someId = '7c6f3f0e-5f55-4c53-8f0d-6b2f5d1c9a11';

const routes = [
  ['POST', '/orders', 'Orders.Write'],
  ['GET', '/orders', 'Orders.Read'],
  ['GET', `/orders/${someId}`, 'Orders.Read'],
  ['POST', `/orders/${someId}/cancel`, 'Orders.Write'],
] as const;

describe.each(routes)('%s %s', (method, path, permission) => {
  const other = permission === 'Orders.Write' ? 'Orders.Read' : 'Orders.Write';

  it('needs a token', async () => {
    const answer = await under.call(method, path, undefined);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  });

  it.each([
    ['an application without a role', () => under.callers.issuer.app()],
    ['an application with another role', () => under.callers.issuer.app({ roles: [`${other}.All`] })],
    ['an application that has the scope as a role', () => under.callers.issuer.app({ roles: [permission] })],
    ['a user with another scope', () => under.callers.issuer.user({ scopes: [other] })],
    [
      'a user who has the app role, but not the scope',
      () => under.callers.issuer.user({ scopes: [other], roles: [`${permission}.All`] }),
    ],
  ])('refuses %s', async (_who, token) => {
    const answer = await under.call(method, path, token(), { headers: { 'idempotency-key': 'k' } });
    expect(answer.status).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('insufficient_scope');
  });

  it.each([
    ['an application with the role', () => under.callers.issuer.app({ roles: [`${permission}.All`] })],
    ['a user with the scope', () => under.callers.issuer.user({ scopes: [permission] })],
  ])('lets %s in', async (_who, token) => {
    const { status } = await under.call(method, path, token());
    expect([200, 400, 404]).toContain(status);
  });
});
