import { type AccessToken, type ApiClient, type TokenProvider } from '@nest-entra/auth/acquire';

type Metrics = ConstructorParameters<typeof ApiClient>[3];

const none = { reveal: () => 'none', expiresAt: Number.POSITIVE_INFINITY } as AccessToken;
const promised = Promise.resolve(none);

/** What an `ApiClient` asks of its collaborators, for a client that has no token. */
export const noTokens = { getToken: () => promised } as unknown as TokenProvider;

export const noMetrics = {
  timeCall: <T>(_name: string, call: () => Promise<T>) => call(),
} as unknown as Metrics;
