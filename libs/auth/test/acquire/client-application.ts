import { type DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  type ApiClient,
  type ApiOptions,
  clientSecret,
  EntraClientModule,
  type EntraClientOptions,
  EntraTokenHealth,
  TokenProvider,
} from '../../src/acquire/index.js';
import { CredentialStore } from '../../src/acquire/credentials/credential-store.js';
import { apiToken } from '../../src/acquire/injection-tokens.js';
import { capturing } from './captured-logs.js';
import { clientId, newSecret, scope, tenantId } from './local-entra.js';
import { TestClock } from './test-clock.js';

export interface ClientApplication {
  readonly tokens: TokenProvider;
  readonly health: EntraTokenHealth;
  readonly credentials: CredentialStore;
  readonly clock: TestClock;
  readonly api: ApiClient;
  readonly close: () => Promise<void>;
}

interface Wish extends Partial<Omit<EntraClientOptions, 'clock'>> {
  readonly clock?: TestClock;
  readonly api?: Partial<ApiOptions>;
}

const started: ClientApplication[] = [];

/** Nothing of a test outlives it. */
afterEach(async () => {
  await Promise.all(started.splice(0).map((application) => application.close()));
});

/** Whoever answers as Entra in a test. */
interface Issuer {
  readonly origin: string;
  readonly clientSecrets?: Set<string>;
}

/** A Nest application with the real module, the real MSAL and a real wire; by default with a secret the issuer knows. */
export async function startClient(entra: Issuer, wish: Wish = {}): Promise<ClientApplication> {
  const { api, clock = new TestClock(), ...options } = wish;
  const imports: DynamicModule[] = [
    EntraClientModule.forRoot({
      tenantId,
      clientId,
      authorityHost: entra.origin,
      credential: options.credential ?? knownSecret(entra),
      ...options,
      clock,
    }),
    EntraClientModule.forApi('inventory', { baseUrl: 'https://localhost:1', scope, ...api }),
  ];
  const module = await Test.createTestingModule({ imports }).setLogger(capturing).compile();
  try {
    await module.init();
  } catch (error) {
    await module.close();
    throw error;
  }
  const application: ClientApplication = {
    tokens: module.get(TokenProvider),
    health: module.get(EntraTokenHealth),
    credentials: module.get(CredentialStore, { strict: false }),
    clock,
    api: module.get<ApiClient>(apiToken('inventory'), { strict: false }),
    close: () => module.close(),
  };
  started.push(application);
  return application;
}

export function knownSecret({ clientSecrets }: Issuer) {
  const secret = newSecret();
  clientSecrets?.add(secret);
  return clientSecret(secret);
}
