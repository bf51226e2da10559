import { type LocalSystem } from '../system/definitions.ts';
import { type addresses, processes } from '../system/system.ts';
import { environmentOf } from './environment.ts';
import { readSettings, urlsOf } from './settings.ts';

const settings = readSettings({}, '/checkout');
const local: LocalSystem<keyof typeof addresses> = {
  bindHost: '127.0.0.1',
  port: settings.port,
  url: urlsOf(settings),
  caFile: '/ca.pem',
  tls: (process) => ({ TLS_CERT_FILE: `/${process}.pem`, TLS_KEY_FILE: `/${process}-key.pem` }),
  databaseUrl: (process) => `postgres://${process}@127.0.0.1/${process}`,
  identityHeader: 'the-identity-header',
  controlToken: 'the-control-token',
  localEnvFile: '/local.env',
  signingKeyFile: '/signing-key.pem',
};

function environment(name: string, caller: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const definition = processes.find((process) => process.name === name);
  if (!definition) throw new Error(`no process ${name}`);
  return environmentOf(definition, local, caller);
}

/** Names of the processes whose environment holds the value anywhere. */
function holdersOf(value: string): string[] {
  return processes
    .map(({ name }) => name)
    .filter((name) => Object.values(environment(name)).some((held) => held?.includes(value)));
}

describe('the environment of a process', () => {
  it('holds a secret only where it is needed', () => {
    expect(holdersOf('the-control-token')).toEqual(['mock-issuer']);
    expect(holdersOf('the-identity-header')).toEqual(['mock-issuer', 'fulfillment']);
    expect(holdersOf('postgres://inventory')).toEqual(['inventory']);
    expect(holdersOf('postgres://fulfillment')).toEqual(['fulfillment']);
    expect(holdersOf('signing-key.pem')).toEqual(['mock-issuer']);
    expect(holdersOf('inventory-key.pem')).toEqual(['inventory']);
  });

  it('passes on nothing of the caller’s that is not asked for', () => {
    const caller = {
      AWS_SECRET_ACCESS_KEY: 'x',
      NODE_OPTIONS: '--inspect',
      CONTROL_TOKEN: 'x',
      PATH: '/bin',
    };
    const names = Object.keys(environment('inventory', caller));
    expect(names).toContain('PATH');
    expect(names).not.toEqual(expect.arrayContaining(['AWS_SECRET_ACCESS_KEY']));
    expect(names).not.toEqual(expect.arrayContaining(['NODE_OPTIONS']));
    expect(names).not.toEqual(expect.arrayContaining(['CONTROL_TOKEN']));
  });

  it('lets the caller choose what the table says it may', () => {
    const caller = {
      LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
      ENTRA_CREDENTIAL: 'key-vault-certificate',
    };
    expect(environment('fulfillment', caller)).toMatchObject(caller);
    expect(environment('inventory', caller)).not.toHaveProperty('ENTRA_CREDENTIAL');
  });
});
