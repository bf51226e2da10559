// HEALTHCHECK of every image: asks the process in this container, over loopback, whether it is ready.
//   node healthcheck.mjs /health/ready
import http from 'node:http';
import https from 'node:https';

const { PORT: port, TLS_CERT_FILE: certificate } = process.env;
const { get } = certificate ? https : http;

const request = get(
  {
    host: '127.0.0.1',
    port,
    path: process.argv[2],
    timeout: 2_500,
    // The certificate names the service as its callers know it, which need not be this address. Nothing secret is sent.
    rejectUnauthorized: false,
  },
  (response) => process.exit(response.statusCode === 200 ? 0 : 1),
);
request.once('error', () => process.exit(1));
request.once('timeout', () => request.destroy());
