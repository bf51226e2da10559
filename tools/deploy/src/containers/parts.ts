import { addresses, type processes } from '@nest-entra/launcher/system';

type Process = (typeof processes)[number];

/** The secrets of this installation. */
export interface Secrets {
  /** Connection string of a process's own database. */
  readonly databaseUrl: (process: string) => string;
  /** Shared by the managed-identity endpoint and the workload that may ask it for tokens. */
  readonly identityHeader: string;
  readonly controlToken: string;
}

/**
 * Which of the secrets this process gets, by the names of its variables. Taken from the table that `npm start` works
 * with, so that a new service needs no second one.
 */
export function secretVariables(process: Process, secrets: Secrets): Record<string, string> {
  const isSecret = new Set<unknown>([
    secrets.identityHeader,
    secrets.controlToken,
    secrets.databaseUrl(process.name),
  ]);
  return Object.fromEntries(
    Object.entries(variablesOf(process, secrets)).filter((entry): entry is [string, string] =>
      isSecret.has(entry[1]),
    ),
  );
}

/** Everything that `npm start` tells this process, addresses left blank: here they are docker-compose.yml's business. */
export function variablesOf(process: Process, secrets: Secrets): Readonly<Record<string, string | number>> {
  return process.environment({
    ...secrets,
    url: forEachAddress(''),
    port: forEachAddress(0),
    bindHost: '',
    caFile: '',
    localEnvFile: '',
    signingKeyFile: '',
    tls: () => ({ TLS_CERT_FILE: '', TLS_KEY_FILE: '' }),
  });
}

/** Whether it ends TLS itself, and so needs a certificate. */
export function speaksHttps({ listensAt }: Process): boolean {
  return listensAt.some((name) => addresses[name].scheme === 'https');
}

function forEachAddress<T>(value: T): Record<keyof typeof addresses, T> {
  const entries = Object.keys(addresses).map((name) => [name, value]);
  return Object.fromEntries(entries) as Record<keyof typeof addresses, T>;
}
