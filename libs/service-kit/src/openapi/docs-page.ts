import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type FastifyHelmetOptions } from '@fastify/helmet';
import { type OpenAPIObject } from '@nestjs/swagger';
import { type FastifyInstance } from 'fastify';
import { publicRoute } from '../http/public-route.js';
import { type OpenApiOptions, type SignIn } from './open-api-options.js';

/** Files of Swagger UI that the page needs. Listed one by one: nothing else of the package is served. */
const assets = [
  ['swagger-ui.css', 'text/css'],
  ['swagger-ui-bundle.js', 'text/javascript'],
  ['oauth2-redirect.html', 'text/html'],
  ['oauth2-redirect.js', 'text/javascript'],
  ['favicon-32x32.png', 'image/png'],
] as const;

const ASSET_CACHE = 'public, max-age=3600';

/**
 * Serves the description at `/docs-json` and a page to read and try it at `/docs`.
 *
 * Swagger UI without `SwaggerModule.setup`, which registers its routes unmarked and serves the whole package.
 */
export function registerDocsPage(
  fastify: FastifyInstance,
  document: OpenAPIObject,
  options: OpenApiOptions,
): void {
  const route = { ...publicRoute, helmet: pageHeaders(options.signIn) };
  const files = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

  fastify.get('/docs', route, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page(options.title)),
  );
  fastify.get('/docs/start.js', route, (_request, reply) =>
    reply.type('text/javascript').send(startScript(options.signIn)),
  );
  fastify.get('/docs-json', route, () => document);
  for (const [name, mediaType] of assets) {
    fastify.get(`/docs/${name}`, route, (_request, reply) =>
      reply
        .type(mediaType)
        .header('Cache-Control', ASSET_CACHE)
        .send(createReadStream(join(files, name))),
    );
  }
}

function pageHeaders(signIn: SignIn): FastifyHelmetOptions {
  const tokenEndpoint = signIn.kind === 'authorization-code' ? [new URL(signIn.tokenUrl).origin] : [];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        // Swagger UI sets style attributes
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'", ...tokenEndpoint],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // sign-in happens in a popup on another origin, which reports to the page that opened it
    crossOriginOpenerPolicy: { policy: 'unsafe-none' },
  };
}

function page(title: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;
}

/** A file of its own, so that the policy above need not allow scripts within the page. */
function startScript(signIn: SignIn): string {
  const oauth =
    signIn.kind === 'authorization-code'
      ? {
          clientId: signIn.clientId,
          // without a code_verifier Entra refuses a single-page client: AADSTS9002325
          usePkceWithAuthorizationCodeGrant: true,
          scopes: Object.keys(signIn.scopes),
        }
      : undefined;
  return `const ui = SwaggerUIBundle({
  url: new URL('docs-json', location.href).href,
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  oauth2RedirectUrl: new URL('docs/oauth2-redirect.html', location.href).href,
});
${oauth ? `ui.initOAuth(${JSON.stringify(oauth)});` : ''}
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
