import { processes } from '../system/system.ts';
import { certificateHosts, readSettings, urlsOf, wantedPorts } from './settings.ts';

describe('the settings of a run', () => {
  it('are the documented addresses when nothing is set', () => {
    expect(urlsOf(readSettings({}, '/checkout'))).toEqual({
      FULFILLMENT: 'http://localhost:3000',
      INVENTORY: 'https://localhost:3001',
      ISSUER: 'https://localhost:8443',
      ISSUER_HTTP: 'http://localhost:8080',
      VAULT: 'https://localhost:8444',
    });
  });

  it('move every port', () => {
    const env = {
      FULFILLMENT_PORT: '1',
      INVENTORY_PORT: '2',
      ISSUER_PORT: '3',
      ISSUER_HTTP_PORT: '4',
      VAULT_PORT: '5',
      POSTGRES_PORT: '6',
    };
    const wanted = wantedPorts(readSettings(env, '/checkout'), processes);
    expect(Object.fromEntries(wanted.map(({ variable, port }) => [variable, String(port)]))).toEqual(env);
  });

  it('want no port for a database server that runs elsewhere', () => {
    const settings = readSettings({ POSTGRES_URL: 'postgres://elsewhere' }, '/checkout');
    expect(wantedPorts(settings, processes).map(({ process }) => process)).not.toContain('postgres');
  });

  it('put the public name into URLs and certificates', () => {
    const settings = readSettings({ PUBLIC_HOST: 'dev.test' }, '/checkout');
    expect(urlsOf(settings).INVENTORY).toBe('https://dev.test:3001');
    expect(certificateHosts(settings, processes)).toEqual({
      'mock-issuer': ['dev.test', 'localhost', '127.0.0.1'],
      inventory: ['dev.test', 'localhost', '127.0.0.1'],
    });
  });

  it.each(['0', '65536', '80.5', 'http', '-1'])('refuse "%s" as a port', (value) => {
    expect(() => readSettings({ INVENTORY_PORT: value }, '/checkout')).toThrow(
      `INVENTORY_PORT must be a port number (1 to 65535), not "${value}".`,
    );
  });
});
