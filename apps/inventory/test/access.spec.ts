import { inventoryOperations, inventoryRoles, type Operation } from '@nest-entra/inventory-contract';
import { TestSystem } from './support/test-system.js';

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.start();
});
afterAll(() => system.stop());

describe('who may call', () => {
  const cases = Object.values<Operation>(inventoryOperations).map(
    (operation) => [operation.method, operation.path, operation] as const,
  );
  const request = ({ method, path }: Operation) => ({
    method,
    path: path.replace('{sku}', 'A').replace('{id}', '0c9f2f2e-7d7b-4a5c-9a52-6f0f3f0b8a11'),
  });
  const clientId = '11112222-bbbb-3333-cccc-4444dddd5555';

  it.each(cases)('nobody without a token: %s %s', async (_, __, operation) => {
    await expect(system.inventory.send(request(operation))).resolves.toMatchObject({ status: 401 });
  });

  it.each(cases)('an application with the role, and with no other: %s %s', async (_, __, operation) => {
    const others = Object.values(inventoryRoles).filter((role) => role !== operation.role);
    const without = system.issuer.app({ clientId, roles: others });
    await expect(system.inventory.send(request(operation), without)).resolves.toMatchObject({ status: 403 });
    const having = system.issuer.app({ clientId, roles: [operation.role] });
    const { status } = await system.inventory.send(request(operation), having);
    expect([401, 403]).not.toContain(status);
  });

  it.each(cases)('no user, whatever roles the user has: %s %s', async (_, __, operation) => {
    const roles = Object.values(inventoryRoles);
    const user = system.issuer.user({ clientId, scopes: roles, roles });
    await expect(system.inventory.send(request(operation), user)).resolves.toMatchObject({ status: 403 });
  });
});
