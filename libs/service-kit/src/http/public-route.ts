/**
 * Marks a plain Fastify route as meant for everybody: `fastify.get(url, publicRoute, handler)`.
 *
 * Guards see only what controllers own. Whoever audits the other routes (`@nest-entra/auth/protect` does, with
 * Fastify's `onRoute` hook) lets a route without a controller pass only if its `config.public` is true.
 */
export const publicRoute = { config: { public: true } } as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set by {@link publicRoute}: no token needed, and not by oversight. */
    public?: boolean;
  }
}
