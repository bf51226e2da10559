import { inventoryOpenApi } from './open-api.js';
import { inventoryOperations, operationOf } from './operations.js';
import { inventoryPaths } from './paths.js';

const document = inventoryOpenApi();
const text = JSON.stringify(document);

describe('the OpenAPI document', () => {
  it('resolves every reference it makes', () => {
    const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference);
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      const name = reference?.replace('#/components/schemas/', '') ?? '';
      expect(document.components.schemas).toHaveProperty(name);
    }
  });

  it('keeps to JSON Schema 2020-12, where an exclusive minimum is a number', () => {
    expect(text).not.toMatch(/"exclusiveM(in|ax)imum":(true|false)/);
  });

  it('tells what each call needs and what it may answer', () => {
    expect(document.paths['/reservations/{id}']?.['put']).toMatchObject({
      operationId: 'reserve',
      security: [{ bearer: ['Inventory.Reserve'] }],
      responses: {
        201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Reservation' } } } },
        409: {
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/InsufficientStockProblem' } },
          },
        },
      },
    });
  });
});

describe('operations', () => {
  it('are found by the paths that the client calls', () => {
    const id = '0c9f2f2e-7d7b-4a5c-9a52-6f0f3f0b8a11';
    expect(operationOf('GET', inventoryPaths.stockList())).toBe(inventoryOperations.listStock);
    expect(operationOf('PUT', inventoryPaths.stock('A'))).toBe(inventoryOperations.setStock);
    expect(operationOf('GET', inventoryPaths.movements('A'))).toBe(inventoryOperations.listMovements);
    expect(operationOf('PUT', inventoryPaths.reservation(id))).toBe(inventoryOperations.reserve);
    expect(operationOf('POST', inventoryPaths.confirmation(id))).toBe(inventoryOperations.confirm);
    expect(operationOf('PATCH', inventoryPaths.stock('A'))).toBeUndefined();
  });
});
