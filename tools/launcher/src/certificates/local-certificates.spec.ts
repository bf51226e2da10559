import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { connect, createServer } from 'node:tls';
import { localCertificates, type LocalCertificates } from './local-certificates.ts';

const servers = { inventory: ['localhost', '127.0.0.1'], 'mock-issuer': ['localhost'] };
const now = new Date();
const daysFromNow = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('the local certificates', () => {
  let directory: string;
  beforeEach(() => {
    directory = resolve(mkdtempSync(resolve(tmpdir(), 'nest-entra-certificates-')), 'tls');
  });
  afterEach(() => rmSync(resolve(directory, '..'), { recursive: true }));

  const ca = () => readFileSync(resolve(directory, 'ca.pem'), 'utf8');

  it('are accepted by a client that trusts the authority, by name and by address', async () => {
    const certificates = await localCertificates(directory, servers, now);
    await expect(handshake(certificates, 'inventory', 'localhost')).resolves.toBe('CN=inventory');
    await expect(handshake(certificates, 'inventory', '127.0.0.1')).resolves.toBe('CN=inventory');
    await expect(handshake(certificates, 'mock-issuer', 'inventory.test')).rejects.toThrow('altnames');
  });

  it('leave no key of the authority behind, and only the owner can read the servers’ keys', async () => {
    await localCertificates(directory, servers, now);
    expect(readdirSync(directory).sort()).toEqual([
      'ca.pem',
      'inventory-key.pem',
      'inventory.pem',
      'mock-issuer-key.pem',
      'mock-issuer.pem',
    ]);
    expect(ca()).not.toContain('PRIVATE');
    expect(statSync(resolve(directory, 'inventory-key.pem')).mode & 0o077).toBe(0);
  });

  it('are kept while they last', async () => {
    await localCertificates(directory, servers, now);
    const before = ca();
    await localCertificates(directory, servers, daysFromNow(75));
    expect(ca()).toBe(before);
  });

  it.each([
    ['they expire within two weeks', () => localCertificates(directory, servers, daysFromNow(77))],
    ['the clock was set back', () => localCertificates(directory, servers, daysFromNow(-1))],
    [
      'a host name is new',
      () => localCertificates(directory, { ...servers, inventory: ['inventory.test'] }, now),
    ],
    ['a server is new', () => localCertificates(directory, { ...servers, shipping: ['localhost'] }, now)],
    [
      'a file is damaged',
      () => {
        chmodSync(resolve(directory, 'inventory-key.pem'), 0o600);
        writeFileSync(resolve(directory, 'inventory-key.pem'), '');
        return localCertificates(directory, servers, now);
      },
    ],
  ])('are all renewed when %s', async (_, change) => {
    await localCertificates(directory, servers, now);
    const before = ca();
    await change();
    expect(ca()).not.toBe(before);
  });
});

async function handshake(certificates: LocalCertificates, server: string, host: string): Promise<string> {
  const { certFile, keyFile } = certificates.of(server);
  const listener = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) });
  listener.on('tlsClientError', () => undefined);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const client = connect({
    host: '127.0.0.1',
    port,
    servername: host === '127.0.0.1' ? '' : host,
    ca: readFileSync(certificates.caFile),
  });
  try {
    await once(client, 'secureConnect');
    return client.getPeerX509Certificate()?.subject ?? '';
  } finally {
    client.destroy();
    listener.close();
  }
}
