// HEALTHCHECK of every image: asks the process in this container, over loopback, whether it is ready.
//   node healthcheck.mjs /health/ready                   of a service: port and scheme follow from its environment
//   node healthcheck.mjs http://127.0.0.1:8080/health
import http from 'node:http';
import https from 'node:https';

const { PORT: port = '3000', TLS_CERT_FILE: certificate } = process.env;
const url = new URL(process.argv[2], `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`);
const { get } = url.protocol === 'https:' ? https : http;

// The certificate names the service as its callers know it, which need not be this address. Nothing secret is sent.
const request = get(url, { timeout: 2_500, rejectUnauthorized: false }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
);
request.once('error', () => process.exit(1));
request.once('timeout', () => request.destroy());
