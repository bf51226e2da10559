import { describe, expect, it } from '@jest/globals';
import { processes } from '@nest-entra/launcher/system';
import { secretVariables, variablesOf } from '../containers/parts.ts';
import { read } from '../repository.ts';
import { type ComposeService, readComposeFile } from './compose-file.ts';

const { services, networks } = readComposeFile();
const each = Object.entries(services);
const named = (name: string): ComposeService => {
  const service = services[name];
  if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
};

describe('docker-compose.yml', () => {
  it.each(each)('hardens %s', (name, service) => {
    expect(service).toMatchObject({
      init: name !== 'postgres', // it is one
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.mem_limit).toMatch(/^\d+m$/);
    expect(service.pids_limit).toBeGreaterThan(0);
  });

  it('gives a capability only to the two containers that change the owner of a file', () => {
    const withCapabilities = each.filter(([, { cap_add = [] }]) => cap_add.length > 0).map(([name]) => name);
    expect(withCapabilities.sort()).toEqual(['host-files', 'postgres']);
    // the one that runs as root for as long as it lives talks to nobody
    expect(named('host-files').network_mode).toBe('none');
  });

  it('publishes on loopback only, and the database not at all', () => {
    for (const port of each.flatMap(([, { ports = [] }]) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(named('postgres').ports).toBeUndefined();
    expect(named('postgres').networks).toEqual(['data']);
    expect(networks['data']).toEqual({ internal: true });
    expect(
      each.filter(([, { networks: joined = [] }]) => Object.values(joined).includes('data')).length,
    ).toBe(3);
  });

  it('holds no secret', () => {
    const secret = /PASSWORD|SECRET|TOKEN|IDENTITY_HEADER|DATABASE_URL/;
    const names = each.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(names.filter((name) => secret.test(name))).toEqual([]);
    expect(read('docker-compose.yml')).not.toMatch(/:\/\/\w+:\w+@/);
  });

  it.each(['inventory', 'fulfillment'])('lets %s expect the issuer that the mock signs with', (name) => {
    const issuer = named('mock-issuer').environment?.['ISSUER_URL'];
    const { ENTRA_ISSUER, ENTRA_TENANT_ID } = named(name).environment ?? {};
    expect(ENTRA_ISSUER).toBe(`${String(issuer)}/${String(ENTRA_TENANT_ID)}/v2.0`);
  });

  it("lets Azure's SDK verify that the vault belongs to its resource", () => {
    const vault = new URL(String(named('fulfillment').environment?.['KEY_VAULT_URL'])).hostname;
    const resource = new URL(String(named('mock-issuer').environment?.['VAULT_RESOURCE'])).hostname;
    expect(vault.endsWith(`.${resource}`)).toBe(true);
    expect(named('mock-issuer').networks).toEqual({ front: { aliases: [vault] } });
  });

  it.each(processes.map((process) => [process.name, process] as const))(
    'tells %s what npm start tells it',
    (name, process) => {
      const secrets = { databaseUrl: () => 'a', identityHeader: 'b', controlToken: 'c' };
      // HOST is the image's; the mock's ports are its defaults; secrets come in a volume
      const elsewhere = ['HOST', 'HTTPS_PORT', 'HTTP_PORT', 'VAULT_PORT', ...Object.keys(secretVariables(process, secrets))]; // prettier-ignore
      const told = Object.keys(named(name).environment ?? {}).concat(elsewhere);
      expect(told).toEqual(expect.arrayContaining(Object.keys(variablesOf(process, secrets))));
    },
  );

  it('starts a service when what it needs is ready, not when it has been started', () => {
    const conditions = each.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));
    for (const [dependency, { condition }] of conditions) {
      expect(condition).toBe(dependency === 'prepare' ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  it('restarts what ends by itself, except what is meant to end', () => {
    for (const [name, { restart }] of each)
      expect(restart).toBe(name === 'prepare' ? 'no' : 'unless-stopped');
  });

  it('shows each secret to one container besides the one that makes it', () => {
    const readers = each.flatMap(([name, { volumes = [] }]) =>
      volumes
        .filter((volume) => volume.includes('-local:') && name !== 'prepare')
        .map((volume) => volume.split(':')),
    );
    expect(readers.map(([volume]) => volume).sort()).toEqual([
      'fulfillment-local',
      'inventory-local',
      'mock-issuer-local',
      'postgres-local',
    ]);
    for (const [, , mode] of readers) expect(mode).toMatch(/^ro\b/);
  });
});
