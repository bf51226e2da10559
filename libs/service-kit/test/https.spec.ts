import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { createTestCertificate } from './test-certificate.js';
import { startTestService, type TestService } from './test-service.js';

describe('a service with a certificate', () => {
  let certificate: Awaited<ReturnType<typeof createTestCertificate>>;
  let service: TestService;
  let port: number;
  beforeAll(async () => {
    certificate = await createTestCertificate();
    const { certFile, keyFile } = certificate;
    service = await startTestService({ environment: { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } });
    port = Number(new URL(service.origin).port);
  });
  afterAll(async () => {
    await service.close();
    await certificate.remove();
  });

  it('speaks https, and leaves other ports of its host alone: no HSTS', async () => {
    expect(service.origin).toMatch(/^https:/);
    const sent = request({
      host: 'localhost',
      port,
      path: '/health/live',
      ca: certificate.ca,
      agent: false,
    }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    expect(response.headers['strict-transport-security']).toBeUndefined();
    expect(await text(response)).toBe('{"status":"up"}');
  });

  it('refuses TLS 1.1', async () => {
    const socket = connect({
      port,
      host: 'localhost',
      ca: certificate.ca,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
    });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toMatch(/^(ERR_SSL_|EPROTO|ECONNRESET)/);
  });

  it('does not answer plain http', async () => {
    await expect(fetch(`http://localhost:${String(port)}/health/live`)).rejects.toThrow('fetch failed');
  });
});
