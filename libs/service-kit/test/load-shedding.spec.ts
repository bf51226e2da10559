import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Controller, Get, Post } from '@nestjs/common';
import { problemOf, startTestService } from './test-service.js';

const arrivals = new EventEmitter();

@Controller()
class BusyController {
  static release: () => void;
  static done = Promise.resolve();

  @Get('waiting')
  async waiting() {
    arrivals.emit('waiting');
    await BusyController.done;
    return {};
  }

  @Post('stored')
  stored() {
    return {};
  }

  @Get('work')
  work() {
    const end = performance.now() + 20;
    while (performance.now() < end);
    return {};
  }
}

function block(): void {
  BusyController.done = new Promise((resolve) => (BusyController.release = resolve));
}

describe('load shedding', () => {
  const start = (environment: Record<string, string>) =>
    startTestService({ controllers: [BusyController], environment });

  it('refuses what comes while as many requests as allowed are in progress, and recovers', async () => {
    const service = await start({ LOAD_LIMIT_REQUESTS_IN_FLIGHT: '2' });
    block();
    const accepted = [service.fetch('/waiting')];
    await once(arrivals, 'waiting');
    accepted.push(service.fetch('/waiting'));
    await once(arrivals, 'waiting');

    const refused = await service.fetch('/waiting');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('content-security-policy')).not.toBeNull();
    expect(await problemOf(refused)).toMatchObject({ code: 'OVERLOADED', status: 503 });
    // a restart would not help, and another process taken out of service would make it worse
    expect((await service.fetch('/health/live')).status).toBe(200);
    expect((await service.fetch('/health/ready')).status).toBe(200);

    BusyController.release();
    expect((await Promise.all(accepted)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await service.fetch('/waiting')).status).toBe(200);
    await service.close();
  });

  it('does not count a request whose client went away', async () => {
    const service = await start({ LOAD_LIMIT_REQUESTS_IN_FLIGHT: '1' });
    block();
    const controller = new AbortController();
    const aborted = service.fetch('/waiting', { signal: controller.signal }).catch(() => 'aborted');
    await once(arrivals, 'waiting');
    controller.abort();
    expect(await aborted).toBe('aborted');
    expect(await service.log.wait('request aborted by its client')).toMatchObject([{ route: '/waiting' }]);
    BusyController.release();
    expect((await service.fetch('/waiting')).status).toBe(200);
    expect(service.log.with('request answered')).toHaveLength(1);
    await service.close();
  });

  it('gives no place to a request whose body is still on its way', async () => {
    const service = await start({ LOAD_LIMIT_REQUESTS_IN_FLIGHT: '1' });
    const slow = connect(Number(new URL(service.origin).port), '127.0.0.1');
    slow.write('POST /stored HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n');
    slow.write('Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{');
    // by the time that this one is answered, the server has read all of that
    expect((await service.fetch('/work')).status).toBe(200);
    slow.write('}');
    expect(await text(slow)).toMatch(/^HTTP\/1.1 201 /);
    await service.close();
  });

  it('refuses the rest of what one turn of the event loop brings when the turn takes too long', async () => {
    const service = await start({ LOAD_LIMIT_EVENT_LOOP_LAG_MS: '50' });
    const answers = await burst(service.origin, 40);
    const served = answers.filter((answer) => answer.startsWith('HTTP/1.1 200')).length;
    const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 503')).length;
    expect(served).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
    expect(served + refused).toBe(40);
    expect((await service.fetch('/work')).status).toBe(200);
    // a number, not a line for each
    expect(service.log.with('refusing requests: too much load').length).toBeLessThan(refused);
    expect(service.log.with('request answered').filter(({ level }) => level === 'error')).toEqual([]);
    await service.close();
  });
});

/** Requests that arrive together: all are sent at once, over connections that the server has accepted before. */
async function burst(origin: string, size: number): Promise<string[]> {
  const port = Number(new URL(origin).port);
  const sockets = Array.from({ length: size }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets) socket.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await Promise.all(sockets.map((socket) => once(socket, 'data')));
  for (const socket of sockets)
    socket.write('GET /work HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  return Promise.all(sockets.map((socket) => text(socket)));
}
