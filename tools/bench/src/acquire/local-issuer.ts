import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { randomBytes, webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';

/** An issuer that gives everybody a token of a usual size, on a real wire, so that both sides run unmodified. */
export async function startLocalIssuer(): Promise<{ origin: string; stop: () => void }> {
  const { certificate, key } = await makeCertificate();
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.method === 'POST' ? token() : discovery()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;

  const discovery = () => ({
    issuer: `${origin}/${tenantId}/v2.0`,
    authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
    token_endpoint: `${origin}/${tenantId}/oauth2/v2.0/token`,
    jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
  });
  const token = () => ({
    token_type: 'Bearer',
    expires_in: 3_600,
    access_token: randomBytes(900).toString('base64url'),
  });
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin, stop };
}

async function makeCertificate(): Promise<{ certificate: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  x509.cryptoProvider.set(webcrypto as never);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys: keys as never,
    signingAlgorithm: algorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}
