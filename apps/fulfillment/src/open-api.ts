import { type OpenApiOptions } from '@nest-entra/service-kit';
import { type FulfillmentConfig } from './config.js';
import { orderScopes } from './orders/order-roles.js';

/**
 * The description at `/docs`. With a client id for it, its *Authorize* button signs the reader in with Entra
 * (authorization code with PKCE); without one, the reader pastes a token.
 */
export function openApiOptions(config: FulfillmentConfig): OpenApiOptions {
  return {
    title: 'Fulfillment',
    version: '1',
    description: 'Takes orders, and finishes every one of them exactly once.',
    signIn:
      config.DOCS_CLIENT_ID === undefined ? { kind: 'bearer' } : signInAs(config.DOCS_CLIENT_ID, config),
  };
}

function signInAs(clientId: string, config: FulfillmentConfig): OpenApiOptions['signIn'] {
  const endpoints = `${config.DOCS_AUTHORITY_HOST}/${config.ENTRA_TENANT_ID}/oauth2/v2.0`;
  const scope = (name: string): string => `api://${config.ENTRA_CLIENT_ID}/${name}`;
  return {
    kind: 'authorization-code',
    clientId,
    authorizationUrl: `${endpoints}/authorize`,
    tokenUrl: `${endpoints}/token`,
    scopes: {
      [scope(orderScopes.read)]: 'See your orders',
      [scope(orderScopes.write)]: 'Place and cancel your orders',
    },
  };
}
