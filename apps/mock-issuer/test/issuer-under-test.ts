import { readEnvironment } from '../src/environment.js';
import { type RunningMockIssuer, startMockIssuer } from '../src/mock-issuer.js';
import { localCertificates } from './local-certificates.js';

export const identityHeader = 'identity-header-of-the-tests';
export const controlToken = 'control-token-of-the-tests';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
export const clientIds = {
  inventory: '00001111-aaaa-2222-bbbb-3333cccc4444',
  fulfillment: '11112222-bbbb-3333-cccc-4444dddd5555',
  storefront: '22223333-cccc-4444-dddd-5555eeee6666',
  warehouse: '33334444-dddd-5555-eeee-6666ffff7777',
  stranger: '44445555-eeee-6666-ffff-7777aaaa8888',
  orderDesk: '55556666-ffff-7777-aaaa-8888bbbb9999',
} as const;
export const inventoryScope = `api://${clientIds.inventory}/.default`;
export const fulfillmentScope = `api://${clientIds.fulfillment}/.default`;

export interface IssuerUnderTest extends RunningMockIssuer {
  /** `{issuer}/{tenant}`, as SDKs take it. */
  readonly authority: string;
  /** The newest secret of an application of the default directory. */
  secretOf(appKey: string): string;
}

/** The real process in this process: real sockets on free ports, real TLS, real keys. */
export async function startIssuer(variables: NodeJS.ProcessEnv = {}): Promise<IssuerUnderTest> {
  const { certFile, keyFile, caFile } = await localCertificates();
  const issuer = await startMockIssuer(
    readEnvironment({
      HTTPS_PORT: '0',
      HTTP_PORT: '0',
      VAULT_PORT: '0',
      TLS_CERT_FILE: certFile,
      TLS_KEY_FILE: keyFile,
      CA_FILE: caFile,
      IDENTITY_HEADER: identityHeader,
      CONTROL_TOKEN: controlToken,
      ...variables,
    }),
  );
  return {
    ...issuer,
    authority: `${issuer.issuerUrl}/${tenantId}`,
    secretOf: (appKey) => issuer.state.credentials.secretsOf(appKey).at(-1)?.value ?? '',
  };
}
