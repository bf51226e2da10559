import { inventoryOpenApi, inventoryOperations, type Operation } from '@nest-entra/inventory-contract';
import { exchange } from './support/exchange.js';
import { TestSystem } from './support/test-system.js';

interface DescribedOperation {
  readonly summary: string;
  readonly parameters: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { readonly headers?: object; readonly content?: object }>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let system: TestSystem;
let served: Description;
const contract = inventoryOpenApi() as unknown as Description;

beforeAll(async () => {
  system = await TestSystem.start();
  const { response } = await exchange(system.inventory.origin, undefined, {
    method: 'GET',
    path: '/docs-json',
  });
  served = response.body as Description;
});
afterAll(() => system.stop());

/** Document, less what each of the two words in its own way. */
function essence(operation: DescribedOperation | undefined) {
  const { 500: _, ...responses } = operation?.responses ?? {};
  return {
    summary: operation?.summary,
    parameters: sorted(operation?.parameters),
    requestBody: operation?.requestBody,
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { headers, content }]) => [status, { headers, content }]),
    ),
    roles: operation?.security.flatMap((alternative) => Object.values(alternative).flat()),
  };
}

/** `@nestjs/swagger` writes a constant as an enumeration of one, and the first of the examples only. */
function inSwaggerWords(schemas: object): unknown {
  return JSON.parse(JSON.stringify(schemas), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { const: constant, examples, ...schema } = value as { const?: unknown; examples?: unknown[] };
    return {
      ...schema,
      ...(constant !== undefined && { enum: [constant] }),
      ...(examples && { example: examples[0] }),
    };
  });
}

function sorted(items: readonly object[] = []): object[] {
  return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe('the running Inventory', () => {
  it('serves the calls of the contract and no others', () => {
    const calls = (document: Description) =>
      Object.entries(document.paths)
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
        .sort();
    expect(served.openapi).toBe(contract.openapi);
    expect(calls(served)).toEqual(calls(contract));
  });

  it.each(
    Object.values<Operation>(inventoryOperations).map(({ method, path }) => [method.toLowerCase(), path]),
  )('takes, needs and answers what the contract says: %s %s', (method, path) => {
    expect(essence(served.paths[path]?.[method])).toEqual(essence(contract.paths[path]?.[method]));
  });

  it('means the same by every schema', () => {
    expect(served.components.schemas).toEqual(inSwaggerWords(contract.components.schemas));
  });
});
