import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { type RequirementOf, type RouteRequirement, type SignIn } from '../src/openapi/open-api-options.js';
import { startTestService, type TestService } from './test-service.js';

const Line = z.object({ sku: z.string(), quantity: z.int().positive() }).meta({ id: 'Line' });
const NewOrder = z.strictObject({ lines: z.array(Line).min(1) }).meta({ id: 'NewOrder' });
const Order = z
  .object({ id: z.guid(), lines: z.array(Line), note: z.string().nullable() })
  .meta({ id: 'Order' });
const Rejection = z
  .object({ code: z.literal('REJECTED'), shortages: z.array(Line) })
  .meta({ id: 'Rejection' });

@Controller('orders')
class OrdersController {
  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Place an order' })
  @ApiResponse({ status: 201, description: 'Placed', standardSchema: Order })
  @ApiResponse({ status: 409, description: 'Rejected', standardSchema: Rejection })
  place(@Body({ schema: NewOrder }) order: z.output<typeof NewOrder>) {
    return order;
  }

  @Get(':id')
  @ApiResponse({ status: 200, description: 'The order', standardSchema: Order })
  find(@Param('id', { schema: z.guid() }) id: string) {
    return { id };
  }

  @Get()
  list(
    @Query({ schema: z.object({ limit: z.coerce.number<string>().max(100).optional() }) }) query: unknown,
  ) {
    return query;
  }
}

const requirements: Record<string, RouteRequirement> = {
  place: {
    kind: 'protected',
    application: { match: 'any', roles: ['Orders.Write.All', 'Orders.Admin'] },
    user: { scopes: ['Orders.Write'], roles: ['Clerk'] },
  },
  find: { kind: 'protected', application: { match: 'all', roles: ['A', 'B'] } },
  list: { kind: 'public' },
};
const requirementOf: RequirementOf = (handler) => requirements[handler.name];

const signIn: SignIn = {
  kind: 'authorization-code',
  clientId: '55556666-ffff-7777-aaaa-8888bbbb9999',
  authorizationUrl: 'https://login.example/t/oauth2/v2.0/authorize',
  tokenUrl: 'https://login.example/t/oauth2/v2.0/token',
  scopes: { 'api://orders/Orders.Write': 'Place orders', 'api://orders/Orders.Read': 'Read orders' },
};

const startDescribed = (chosen: SignIn) =>
  startTestService({
    controllers: [OrdersController],
    openApi: { title: 'Orders <&>', version: '1.2.3', signIn: chosen },
    requirementOf,
  });

describe('the description at /docs', () => {
  let service: TestService;
  let document: OpenAPIObject;
  beforeAll(async () => {
    service = await startDescribed(signIn);
    document = (await (await service.fetch('/docs-json')).json()) as OpenAPIObject;
  });
  afterAll(() => service.close());

  const operation = (path: string, method: 'get' | 'post') => {
    const found = document.paths[path]?.[method];
    if (!found) throw new Error(`no ${method} ${path}`);
    return found;
  };

  it('is OpenAPI 3.1 and names every route', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual(['/orders', '/orders/{id}']);
    expect(operation('/orders', 'post')).toMatchObject({
      operationId: 'orders-place',
      summary: 'Place an order',
    });
  });

  it('writes schemas as JSON Schema 2020-12, each id a component', () => {
    expect(document.components?.schemas).toMatchObject({
      NewOrder: { type: 'object', additionalProperties: false },
      Order: { properties: { lines: { items: { $ref: '#/components/schemas/Line' } } } },
      Line: { properties: { quantity: { type: 'integer', exclusiveMinimum: 0 } } },
    });
    expect(document.components?.schemas?.Order).not.toHaveProperty('additionalProperties');
    expect(operation('/orders', 'post').requestBody).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/NewOrder' } } },
    });
  });

  it('resolves every reference', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(references).not.toHaveLength(0);
    for (const id of references) expect(document.components?.schemas).toHaveProperty(String(id));
  });

  it('says what a route requires: each alternative, with the full name of a scope', () => {
    expect(operation('/orders', 'post').security).toEqual([
      { 'sign-in': ['api://orders/Orders.Write'] },
      { token: ['Orders.Write.All'] },
      { token: ['Orders.Admin'] },
    ]);
    expect(operation('/orders/{id}', 'get').security).toEqual([{ token: ['A', 'B'] }]);
    expect(operation('/orders', 'get').security).toEqual([]);
    expect(operation('/orders', 'post').description).toBe(
      'For an application with the app role `Orders.Write.All` or `Orders.Admin`, ' +
        'or a user with the scope `Orders.Write` and the app role `Clerk`.',
    );
  });

  it('describes every problem as problem+json, a service’s own by its own schema', () => {
    const { responses } = operation('/orders', 'post');
    expect(Object.keys(responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '409',
      '413',
      '415',
      '429',
      '500',
      '503',
    ]);
    expect(responses['409']).toEqual({
      description: 'Rejected',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Rejection' } } },
    });
    expect(responses['429']).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
    expect(Object.keys(operation('/orders', 'get').responses)).not.toContain('401');
  });

  it('offers sign-in by authorization code with PKCE', async () => {
    expect(document.components?.securitySchemes).toMatchObject({
      'sign-in': { type: 'oauth2', flows: { authorizationCode: { tokenUrl: signIn.tokenUrl } } },
      token: { type: 'http', scheme: 'bearer' },
    });
    const script = await (await service.fetch('/docs/start.js')).text();
    expect(script).toContain('"usePkceWithAuthorizationCodeGrant":true');
    expect(script).toContain(signIn.clientId);
  });

  it('offers only a pasted token where there is no scope to sign in for', async () => {
    const other = await startDescribed({ kind: 'bearer' });
    const described = (await (await other.fetch('/docs-json')).json()) as OpenAPIObject;
    expect(Object.keys(described.components?.securitySchemes ?? {})).toEqual(['token']);
    expect(await (await other.fetch('/docs/start.js')).text()).not.toContain('initOAuth');
    await other.close();
  });

  it('has a page whose policy allows its own files and the token endpoint, and keeps the popup connected', async () => {
    const response = await service.fetch('/docs');
    const html = await response.text();
    expect(html).toContain('<title>Orders &lt;&amp;></title>');
    expect(response.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' https://login.example;");
    for (const [, file] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await service.fetch(`/${String(file)}`)).status).toBe(200);
    }
    expect((await service.fetch('/docs/oauth2-redirect.html')).status).toBe(200);
  });

  it.each(['/docs/package.json', '/docs/../package.json', '/docs/%2e%2e/package.json', '/docs/index.html'])(
    'does not serve %s',
    async (path) => expect((await service.fetch(path)).status).toBe(404),
  );

  it('refuses to start when one schema id means two things', async () => {
    @Controller('twice')
    class TwiceController {
      @Get()
      @ApiResponse({ status: 200, standardSchema: z.object({ other: z.string() }).meta({ id: 'Twice' }) })
      @ApiResponse({ status: 201, standardSchema: z.object({ one: z.string() }).meta({ id: 'Twice' }) })
      get() {
        return {};
      }
    }
    const start = startTestService({
      controllers: [TwiceController],
      openApi: { title: 'Twice', version: '1', signIn: { kind: 'bearer' } },
    });
    await expect(start).rejects.toThrow('two different schemas have the id "Twice"');
  });
});
