/** Where something listens by default. */
export interface Address {
  readonly scheme: 'http' | 'https';
  readonly port: number;
}

export type AddressTable = Readonly<Record<string, Address>>;

/** One line of the table in system.ts. */
export interface ProcessDefinition<Name extends string = string> {
  /** The folder below `apps`, the prefix of its output, and its database's name. */
  readonly name: string;
  readonly listensAt: readonly Name[];
  /** Answers 200 as soon as the process can do its work. */
  readonly health: { readonly at: Name; readonly path: string };
  /** Processes that have to be ready first. Those that need the same one start side by side. */
  readonly needs: readonly string[];
  /** Gets a database, and a role that owns it and can enter no other. */
  readonly database?: boolean;
  readonly environment: (local: LocalSystem<Name>) => Readonly<Record<string, string | number>>;
  /** Variables of the caller's environment that override the ones above. */
  readonly passesOn: readonly string[];
}

/** What a process may need to know about the run that it is a part of. */
export interface LocalSystem<Name extends string = string> {
  readonly bindHost: string;
  readonly port: Readonly<Record<Name, number>>;
  readonly url: Readonly<Record<Name, string>>;
  readonly caFile: string;
  readonly tls: (process: string) => { readonly TLS_CERT_FILE: string; readonly TLS_KEY_FILE: string };
  readonly databaseUrl: (process: string) => string;
  /** Made anew for each run: who knows it gets tokens of Fulfillment's managed identity. */
  readonly identityHeader: string;
  /** Made anew for each run: who knows it controls the mock issuer. */
  readonly controlToken: string;
  readonly localEnvFile: string;
  /** Lasts as long as the run, so that the mock issuer signs with the same key after `npm run dev` has restarted it. */
  readonly signingKeyFile: string;
}
