import { setImmediate } from 'node:timers/promises';
import { Body, Controller, Get, Logger, Module, Post } from '@nestjs/common';
import { z } from 'zod';
import { Secret } from '../src/config/secret.js';
import { startTestService, type TestService } from './test-service.js';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${TRACE_ID}-00f067aa0ba902b7-01`;
// the parts of a real token's shape; no key ever signed it
const token = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiJ1c2VyIn0', 'c2lnbmF0dXJl'].join('.');

const caller = { kind: 'user', tenantId: 'tid', clientId: 'azp', objectId: 'oid' };

@Controller()
class NoteController {
  private readonly logger = new Logger('Notes');

  @Post('notes')
  async write(@Body({ schema: z.object({ text: z.string() }) }) note: { text: string }) {
    await Promise.resolve();
    this.logger.log({ length: note.text.length }, 'note written');
    return note;
  }

  @Get('careless')
  careless() {
    const error = Object.assign(
      new Error(`GET https://user@host/?t=${token} failed`, { cause: new Error('refused') }),
      {
        code: 'ECONNREFUSED',
        config: { headers: { authorization: 'hunter2' } },
        detail: 'Key (email)=(hunter2@example.com) already exists.',
      },
    );
    this.logger.error({ err: error }, 'an error');
    this.logger.log(
      {
        password: 'hunter2',
        headers: { authorization: 'hunter2', 'set-cookie': 'hunter2' },
        response: { body: { access_token: 'hunter2' } },
        connection: { url: new Secret('hunter2') },
      },
      'careless fields',
    );
    this.logger.log(`Bearer ${token}`);
  }
}

@Module({ controllers: [NoteController] })
class NotesModule {}

describe('logs', () => {
  let service: TestService;
  beforeAll(async () => (service = await startTestService({ module: NotesModule, callerOf: () => caller })));
  afterAll(() => service.close());
  beforeEach(() => service.log.text.splice(0));

  const write = (headers: Record<string, string> = {}) =>
    service.fetch('/notes?access_token=hunter2', {
      method: 'POST',
      body: JSON.stringify({ text: 'hello' }),
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('have one line for each request: route, path, outcome, caller, and never the query', async () => {
    const response = await write();
    expect(service.log.with('request answered')).toEqual([
      expect.objectContaining({
        level: 'info',
        service: 'test',
        method: 'POST',
        route: '/notes',
        path: '/notes',
        status: 201,
        outcome: 'OK',
        caller,
        requestId: response.headers.get('x-request-id'),
      }),
    ]);
    expect(service.log.text.join('')).not.toContain('hunter2');
  });

  it('name the request and its trace in what a handler logs, also after waiting for its body', async () => {
    const body = new ReadableStream<Uint8Array>({
      async start(stream) {
        for (const part of ['{"text":', '"hello"}']) {
          await setImmediate();
          stream.enqueue(new TextEncoder().encode(part));
        }
        stream.close();
      },
    });
    const headers = { 'content-type': 'application/json', 'x-request-id': 'checkout-12345', traceparent };
    await service.fetch('/notes', { method: 'POST', headers, body, duplex: 'half' });
    const expected = { requestId: 'checkout-12345', traceId: TRACE_ID, caller };
    expect(service.log.with('note written')).toMatchObject([{ context: 'Notes', length: 5, ...expected }]);
    expect(service.log.with('request answered')).toMatchObject([expected]);
  });

  it('say with which problem a request was answered', async () => {
    await service.fetch('/nowhere?access_token=hunter2');
    expect(service.log.with('request answered')).toMatchObject([
      { status: 404, outcome: 'ROUTE_NOT_FOUND', path: '/nowhere' },
    ]);
    expect(service.log.text.join('')).not.toContain('hunter2');
  });

  it.each(['short', 'has spaces in it', 'x'.repeat(129), 'quote"and{brace}', '<script>alert()</script>'])(
    'do not take over the request id %j',
    async (requestId) => {
      const response = await write({ 'x-request-id': requestId });
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(service.log.text.join('')).not.toContain(requestId);
    },
  );

  it.each([
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
    `00-${TRACE_ID}-00f067aa0ba902b7`,
    'rubbish',
  ])('do not take over the traceparent %j', async (invalid) => {
    await write({ traceparent: invalid });
    expect(service.log.with('request answered')[0]).not.toHaveProperty('traceId');
  });

  it('hold no secret: by type, by name, and by the shape of a token', async () => {
    await service.fetch('/careless');
    const text = service.log.text.join('');
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(token);
    expect(service.log.with('careless fields')).toMatchObject([
      { password: '[redacted]', headers: { authorization: '[redacted]' }, connection: { url: '[redacted]' } },
    ]);
    expect(service.log.with('Bearer [redacted]')).toHaveLength(1);
  });

  it('show an error with its code, its stack and its cause, and nothing it carries along', async () => {
    await service.fetch('/careless');
    const [line] = service.log.with('an error');
    expect(line?.err).toEqual({
      type: 'Error',
      message: 'GET https://user@host/?t=[redacted] failed',
      code: 'ECONNREFUSED',
      stack: expect.stringContaining('NoteController.careless') as string,
      cause: expect.objectContaining({ message: 'refused' }) as unknown,
    });
  });

  it('say nothing of good probes at the usual level', async () => {
    await service.fetch('/health/live');
    expect(service.log.with('request answered')).toMatchObject([{ level: 'debug' }]);
  });

  it.each([
    ['debug', true],
    ['info', false],
  ])(
    'tell Nest which levels are written, so that nobody puts together what is not: %s',
    async (level, isTold) => {
      const other = await startTestService({ module: NotesModule, environment: { LOG_LEVEL: level } });
      expect(Logger.isLevelEnabled('log')).toBe(true);
      expect(Logger.isLevelEnabled('debug')).toBe(isTold);
      await other.close();
    },
  );
});
