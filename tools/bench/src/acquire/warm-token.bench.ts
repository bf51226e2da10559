import { ConfidentialClientApplication } from '@azure/msal-node';
import { clientSecret, EntraClientModule, TokenProvider } from '@nest-entra/auth/acquire';
import { NestFactory } from '@nestjs/core';
import { bench, do_not_optimize, group, run } from 'mitata';
import { startLocalIssuer, tenantId } from './local-issuer.js';

/**
 * What a token costs that is already there: every outgoing call pays it. Goal: a warm `getToken` under 2 µs; beside
 * it MSAL's own cached path, which looks the token up and builds a result each time.
 */
const clientId = '11112222-bbbb-3333-cccc-4444dddd5555';
const scope = 'api://00001111-aaaa-2222-bbbb-3333cccc4444/.default';

const issuer = await startLocalIssuer();
const application = await NestFactory.createApplicationContext(
  EntraClientModule.forRoot({
    tenantId,
    clientId,
    authorityHost: issuer.origin,
    credential: clientSecret('of no meaning here'),
  }),
  { logger: false },
);
const tokens = application.get(TokenProvider);
await tokens.getToken(scope);

const msal = new ConfidentialClientApplication({
  auth: {
    clientId,
    authority: `${issuer.origin}/${tenantId}`,
    knownAuthorities: [new URL(issuer.origin).host],
    clientSecret: 'of no meaning here',
  },
});
await msal.acquireTokenByClientCredential({ scopes: [scope] });

group('a token that is already there', () => {
  bench('TokenProvider.getToken', async () => do_not_optimize(await tokens.getToken(scope))).baseline();
  bench('msal-node acquireTokenByClientCredential', async () =>
    do_not_optimize(await msal.acquireTokenByClientCredential({ scopes: [scope] })),
  );
});

await run();
await application.close();
issuer.stop();
