// The mock in a process of its own, which tells on request how much processor time it has used so far.
import { Buffer } from 'node:buffer';
import { sign } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../dist/environment.js';
import { createKeyWithCertificate } from '../dist/keys/certificate.js';
import { startMockIssuer } from '../dist/mock-issuer.js';

const dayMs = 86_400_000;
const day = { notBefore: new Date(), notAfter: new Date(Date.now() + dayMs) };
const tls = await createKeyWithCertificate({ commonName: 'localhost', ...day });
const directory = mkdtempSync(join(tmpdir(), 'bench-issuer-'));
const file = (name, content) => {
  writeFileSync(join(directory, name), content, { mode: 0o600 });
  return join(directory, name);
};

const issuer = await startMockIssuer(
  readEnvironment({
    HTTPS_PORT: '0',
    HTTP_PORT: '0',
    VAULT_PORT: '0',
    TLS_CERT_FILE: file('cert.pem', tls.certificatePem),
    TLS_KEY_FILE: file('key.pem', tls.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    IDENTITY_HEADER: 'header-of-the-benchmark',
    CONTROL_TOKEN: 'token-of-the-benchmark',
  }),
);
const { directory: tenant, credentials, keys } = issuer.state;

/** Bare RS256 signatures per second of processor time: no issuer can be faster on this machine. */
function signaturesPerCpuSecond() {
  const data = Buffer.alloc(1000, 'x');
  const { privateKey } = keys.active;
  for (let warmUp = 0; warmUp < 200; warmUp += 1) sign('sha256', data, privateKey);
  const count = 3000;
  const before = process.cpuUsage();
  for (let done = 0; done < count; done += 1) sign('sha256', data, privateKey);
  return count / cpuSeconds(process.cpuUsage(before));
}

function cpuSeconds({ user, system }) {
  return (user + system) / 1e6;
}

process.on('message', (question) => {
  if (question === 'cpu') process.send(cpuSeconds(process.cpuUsage()));
  if (question === 'bound') process.send(signaturesPerCpuSecond());
  if (question === 'stop') void issuer.close().then(() => process.disconnect());
});
const storefront = tenant.application('storefront');
process.send({
  tokenUrl: `${issuer.httpUrl}/${tenant.tenant.id}/oauth2/v2.0/token`,
  form: {
    grant_type: 'client_credentials',
    client_id: storefront.clientId,
    client_secret: credentials.secretsOf('storefront')[0].value,
    scope: `${tenant.application('fulfillment').identifierUris[0]}/.default`,
  },
});
