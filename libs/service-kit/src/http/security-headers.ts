import { type FastifyHelmetOptions } from '@fastify/helmet';

/**
 * What an API tells browsers: do nothing with these answers. `/docs`, the one page there is, has its own policy.
 *
 * HSTS is left to whoever owns the host name when TLS ends before this process.
 */
export function securityHeaders(servesHttps: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    strictTransportSecurity: servesHttps,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  };
}
