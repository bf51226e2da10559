import { Controller, Get } from '@nestjs/common';
import { startTestService } from './test-service.js';

@Controller()
class ThingController {
  @Get('things')
  things() {
    return [];
  }
}

const start = (environment: Record<string, string> = {}) =>
  startTestService({ controllers: [ThingController], environment });

describe('response headers', () => {
  it.each(['/things', '/nowhere', '/health/live'])('tell browsers to do nothing with %s', async (path) => {
    const service = await start();
    const { headers } = await service.fetch(path);
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.has('strict-transport-security')).toBe(false);
    await service.close();
  });

  const preflight = {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'GET' },
  };

  it('allow no other origin unless told so', async () => {
    const service = await start();
    const response = await service.fetch('/things', { headers: { origin: 'https://shop.example' } });
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    expect((await service.fetch('/things', preflight)).status).toBe(405);
    await service.close();
  });

  it('allow the configured origins, and only those', async () => {
    const service = await start({ CORS_ORIGINS: 'https://shop.example,https://desk.example' });
    const allowed = await service.fetch('/things', preflight);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    const stranger = await service.fetch('/things', { headers: { origin: 'https://evil.example' } });
    expect(stranger.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
    expect(stranger.headers.get('access-control-allow-origin')).not.toBe('*');
    expect((await service.fetch('/nowhere')).status).toBe(404);
    await service.close();
  });
});
