import { connect } from 'node:net';
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Header,
  Module,
  type OnModuleInit,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyAdapter } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { publicRoute } from '../src/http/public-route.js';
import { ProblemException } from '../src/problem/problem-exception.js';
import { problemOf, startTestService, type TestService } from './test-service.js';

const Order = z.object({
  lines: z.array(z.object({ sku: z.string(), quantity: z.int().min(1) })).min(1),
});

@Controller()
class ShopController {
  @Post('orders')
  place(@Body({ schema: Order }) order: z.output<typeof Order>) {
    return order;
  }

  @Get('stock/:sku')
  stock(@Param('sku', { schema: z.string().regex(/^[A-Z]+$/) }) sku: string) {
    return { sku };
  }

  @Get('orders')
  list(@Query({ schema: z.object({ limit: z.coerce.number().max(100) }) }) query: { limit: number }) {
    return query;
  }

  @Get('conflict')
  conflict() {
    throw new ProblemException({
      status: 409,
      code: 'STOCK_INSUFFICIENT',
      title: 'There is not enough stock',
      headers: { 'Retry-After': '7' },
      lines: [{ sku: 'A' }],
    });
  }

  @Get('refused')
  @Header('WWW-Authenticate', 'Bearer')
  refused() {
    throw new BadRequestException('Choose another day');
  }

  @Get('broken')
  broken() {
    throw new Error('relation "secret_table" does not exist');
  }
}

describe('problems', () => {
  let service: TestService;
  beforeAll(async () => (service = await startTestService({ controllers: [ShopController] })));
  afterAll(() => service.close());

  const post = (body: string, contentType = 'application/json') =>
    service.fetch('/orders', { method: 'POST', body, headers: { 'content-type': contentType } });

  it('names every wrong field of a body, and not what was sent', async () => {
    const response = await post(JSON.stringify({ lines: [{ sku: 7, quantity: 'hunter2' }] }));

    expect(response.status).toBe(400);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({
      type: 'about:blank',
      status: 400,
      code: 'REQUEST_INVALID',
      errors: [
        { in: 'body', field: 'lines.0.sku' },
        { in: 'body', field: 'lines.0.quantity' },
      ],
    });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('names a wrong path parameter', async () => {
    const problem = await problemOf(await service.fetch('/stock/lower'));
    expect(problem).toMatchObject({ code: 'REQUEST_INVALID', errors: [{ in: 'path', field: 'sku' }] });
  });

  it('names a wrong member of a query', async () => {
    const problem = await problemOf(await service.fetch('/orders?limit=1000'));
    expect(problem).toMatchObject({ code: 'REQUEST_INVALID', errors: [{ in: 'query', field: 'limit' }] });
  });

  it('shows a bounded number of mistakes', async () => {
    const lines = Array.from({ length: 500 }, () => ({}));
    const problem = await problemOf(await post(JSON.stringify({ lines })));
    expect(problem.errors).toHaveLength(20);
  });

  it.each([
    ['no body', undefined, 'REQUEST_INVALID', 400],
    ['a body that is no JSON', '{"lines": hunter2', 'REQUEST_MALFORMED', 400],
    ['a body that pollutes prototypes', '{"__proto__": {}}', 'REQUEST_MALFORMED', 400],
    ['a body past the limit', `"${'x'.repeat(200_000)}"`, 'BODY_TOO_LARGE', 413],
  ])('refuses %s', async (_case, body, code, status) => {
    const response =
      body === undefined ? await service.fetch('/orders', { method: 'POST' }) : await post(body);
    expect(response.status).toBe(status);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code, status });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'refuses a body of type %s',
    async (contentType) => {
      const response = await post('a=b', contentType);
      expect(response.status).toBe(415);
      expect(await problemOf(response)).toMatchObject({ code: 'MEDIA_TYPE_UNSUPPORTED' });
    },
  );

  it('answers 404 for an unknown address, without quoting it', async () => {
    const response = await service.fetch('/nowhere?access_token=hunter2');
    expect(response.status).toBe(404);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code: 'ROUTE_NOT_FOUND', status: 404 });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('answers 405 for a known address with another method, and says which it knows', async () => {
    const response = await service.fetch('/orders?x=1', { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
    expect(await problemOf(response)).toMatchObject({ code: 'METHOD_NOT_ALLOWED', status: 405 });
  });

  it('answers a malformed address', async () => {
    const response = await service.fetch('/stock/%E0%A4%A');
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({ code: 'REQUEST_MALFORMED' });
  });

  it('answers an over-long path parameter', async () => {
    const response = await service.fetch(`/stock/${'A'.repeat(300)}`);
    expect(response.status).toBe(414);
    expect(await problemOf(response)).toMatchObject({ code: 'ADDRESS_TOO_LONG' });
  });

  it('answers oversized headers', async () => {
    const answer = await rawExchange(
      `GET /orders HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('HEADERS_TOO_LARGE');
  });

  it('answers what is not HTTP', async () => {
    const answer = await rawExchange('hello\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
  });

  it("passes on a service's own problem with its members and headers", async () => {
    const response = await service.fetch('/conflict');
    expect(response.status).toBe(409);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await problemOf(response)).toEqual({
      type: 'about:blank',
      title: 'There is not enough stock',
      status: 409,
      code: 'STOCK_INSUFFICIENT',
      lines: [{ sku: 'A' }],
    });
  });

  it("turns Nest's own exceptions into problems", async () => {
    const response = await service.fetch('/refused');
    expect(await problemOf(response)).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'HTTP_400',
      detail: 'Choose another day',
    });
  });

  it('says nothing about an unknown error, and logs it with its stack', async () => {
    const response = await service.fetch('/broken');
    expect(response.status).toBe(500);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code: 'INTERNAL_ERROR' });
    expect(JSON.stringify(problem)).not.toContain('secret_table');
    const [line] = service.log.with('request failed');
    expect(line).toMatchObject({
      level: 'error',
      err: { message: 'relation "secret_table" does not exist' },
    });
    expect(line).toHaveProperty('requestId', response.headers.get('x-request-id'));
  });

  function rawExchange(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const socket = connect(Number(new URL(service.origin).port), '127.0.0.1', () => socket.write(request));
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
      socket.on('error', reject);
    });
  }
});

/** A route that never answers, and is given less time than the kit gives others. */
@Module({})
class StuckModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance();
    fastify.get('/stuck', { ...publicRoute, handlerTimeout: 50 }, () => new Promise(() => undefined));
  }
}

it('a handler that does not come to an end is given up: 503, and the log names the route', async () => {
  const service = await startTestService({ module: StuckModule });
  const response = await service.fetch('/stuck');
  expect(response.status).toBe(503);
  expect(await problemOf(response)).toMatchObject({ code: 'HANDLER_TIMEOUT' });
  expect(service.log.with('request failed')).toMatchObject([{ level: 'error', code: 'HANDLER_TIMEOUT' }]);
  await service.close();
});
