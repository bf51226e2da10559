import { type FastifyHelmetOptions } from '@fastify/helmet';

/**
 * What an API tells browsers: do nothing with these answers. `/docs`, the one page there is, has its own policy.
 *
 * No HSTS: it binds every port of a host (RFC 6797 §8.3), so it belongs to whoever owns the host name, usually the ingress.
 * Sent from https://localhost:3001 it would lock every http://localhost page of a developer whose browser trusts the CA.
 */
export const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
};
