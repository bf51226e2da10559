import { EventEmitter, once } from 'node:events';
import { Controller, Get } from '@nestjs/common';
import { defaultLoadLimits } from '../src/limits/load-shedding.js';
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
}

function block(): void {
  BusyController.done = new Promise((resolve) => (BusyController.release = resolve));
}

describe('load shedding', () => {
  const start = (limits = {}) =>
    startTestService({ controllers: [BusyController], loadLimits: { ...defaultLoadLimits, ...limits } });

  it('refuses what comes while as many requests as allowed are in progress, and recovers', async () => {
    const service = await start({ requestsInFlight: 2 });
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
    const service = await start({ requestsInFlight: 1 });
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

  it('refuses while the event loop is late', async () => {
    const service = await start({ eventLoopDelayMs: -1, windowMs: 1 });
    let status = 200;
    for (let attempt = 0; attempt < 100 && status === 200; attempt += 1) {
      ({ status } = await service.fetch('/waiting'));
    }
    expect(status).toBe(503);
    await service.close();
  });
});
