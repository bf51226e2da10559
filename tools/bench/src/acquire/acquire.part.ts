import { ConfidentialClientApplication } from '@azure/msal-node';
import { NestFactory } from '@nestjs/core';
import { clientSecret, EntraClientModule, TokenProvider } from '@nest-entra/auth/acquire';
import { microseconds } from '../measure/micro.js';
import { median, medianRatio } from '../measure/statistics.js';
import { type Part } from '../part.js';
import { startLocalIssuer, tenantId } from './local-issuer.js';

const clientId = '11112222-bbbb-3333-cccc-4444dddd5555';
const scope = 'api://00001111-aaaa-2222-bbbb-3333cccc4444/.default';
const meaningless = 'of no meaning here';

/**
 * What a token costs that is already there, as every outgoing call pays it: beside MSAL's own cached path, which looks
 * the token up and builds a result each time.
 */
export const acquirePart: Part = async ({ micro: { rounds } }, say) => {
  const issuer = await startLocalIssuer();
  const application = await NestFactory.createApplicationContext(
    EntraClientModule.forRoot({
      tenantId,
      clientId,
      authorityHost: issuer.origin,
      credential: clientSecret(meaningless),
    }),
    { logger: false },
  );
  const tokens = application.get(TokenProvider);
  const msal = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${issuer.origin}/${tenantId}`,
      knownAuthorities: [new URL(issuer.origin).host],
      clientSecret: meaningless,
    },
  });

  say(`${rounds} rounds`);
  const cost = await microseconds(
    {
      ours: () => tokens.getToken(scope),
      msal: () => msal.acquireTokenByClientCredential({ scopes: [scope] }),
    },
    rounds,
  );
  await application.close();
  issuer.stop();

  return [
    { what: "MSAL's own cache: acquireTokenByClientCredential", value: median(cost.msal), unit: 'µs' },
    { what: 'TokenProvider.getToken', value: median(cost.ours), unit: 'µs', goal: { atMost: 2 } },
    { what: "MSAL's own cache ÷ TokenProvider", value: medianRatio(cost.msal, cost.ours), unit: '×' },
  ];
};
