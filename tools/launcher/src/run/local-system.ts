import { randomBytes } from 'node:crypto';
import { type LocalCertificates } from '../certificates/local-certificates.ts';
import { type LocalSystem } from '../system/definitions.ts';
import { type AddressName, type Settings, urlsOf } from './settings.ts';

/** What ends with the run, because the secrets in it are worth nothing afterwards. */
export type RunFiles = Pick<LocalSystem, 'localEnvFile' | 'signingKeyFile'>;

export function localSystem(
  settings: Settings,
  certificates: LocalCertificates,
  databaseUrls: ReadonlyMap<string, string>,
  files: RunFiles,
): LocalSystem<AddressName> {
  return {
    bindHost: settings.bindHost,
    port: settings.port,
    url: urlsOf(settings),
    caFile: certificates.caFile,
    tls: (process) => {
      const { certFile, keyFile } = certificates.of(process);
      return { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile };
    },
    databaseUrl: (process) => {
      const url = databaseUrls.get(process);
      if (url === undefined) throw new Error(`${process} has no database: set "database" in system.ts.`);
      return url;
    },
    identityHeader: randomBytes(32).toString('hex'),
    controlToken: randomBytes(32).toString('hex'),
    ...files,
  };
}
