import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { localCertificates } from '@nest-entra/launcher/certificates';
import { freePort } from '@nest-entra/launcher/free-port';
import { Issuer } from './issuer.js';
import { NodeProcess } from './node-process.js';

/** Starts the mock issuer on ports of its own. Its certificates and its `local.env` go into the directory. */
export async function startIssuer(directory: string): Promise<{ issuer: Issuer; process: NodeProcess }> {
  const [https, http, vault] = [await freePort(), await freePort(), await freePort()];
  const certificates = await localCertificates(
    resolve(directory, 'tls'),
    { 'mock-issuer': ['localhost', '127.0.0.1'] },
    new Date(),
  );
  const { certFile, keyFile } = certificates.of('mock-issuer');
  const localEnvFile = resolve(directory, 'local.env');
  const process = await NodeProcess.start(
    'apps/mock-issuer/dist/main.js',
    {
      HTTPS_PORT: String(https),
      HTTP_PORT: String(http),
      VAULT_PORT: String(vault),
      TLS_CERT_FILE: certFile,
      TLS_KEY_FILE: keyFile,
      CA_FILE: certificates.caFile,
      LOCAL_ENV_FILE: localEnvFile,
      IDENTITY_HEADER: randomBytes(16).toString('hex'),
      CONTROL_TOKEN: randomBytes(16).toString('hex'),
    },
    { url: `http://localhost:${http}`, path: '/health' },
  );
  return { issuer: Issuer.at(localEnvFile), process };
}
