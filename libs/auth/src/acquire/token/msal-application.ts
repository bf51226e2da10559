import {
  type AuthenticationResult,
  type ConfidentialClientApplication,
  type NodeAuthOptions,
} from '@azure/msal-node';
import { type Authority } from '../../entra/authority.js';
import { Secret } from '../../secret.js';
import { TokenError } from '../acquire-error.js';
import {
  type AssertionRequest,
  type CredentialMaterial,
  type LoadedCredential,
} from '../credentials/loaded-credential.js';
import { optionalPackage } from '../optional-package.js';
import { type IssuedToken } from './issued-token.js';
import { issuerExchange, type IssuerExchange } from './issuer-exchange.js';
import { type IssuerTransport } from './issuer-transport.js';
import { explainTokenFailure } from './token-failure.js';

/** Who asks, whom, and over which wire. */
export interface MsalSetting {
  readonly authority: Authority;
  readonly clientId: string;
  readonly transport: IssuerTransport;
}

/**
 * One MSAL application for one credential: the only file that touches msal-node. MSAL does the protocol and nothing
 * else; its cache is passed by (`skipCache`), because it throws while a valid token is at hand, and so is its throttle,
 * because whoever failed makes a new application.
 *
 * The application holds the secret in plain sight of `inspect` and `JSON.stringify` (measured), so it never leaves its
 * private field.
 */
export class MsalApplication {
  readonly #application: ConfidentialClientApplication;

  private constructor(
    application: ConfidentialClientApplication,
    private readonly credential: LoadedCredential,
  ) {
    this.#application = application;
  }

  static async create(setting: MsalSetting, credential: LoadedCredential): Promise<MsalApplication> {
    const { ConfidentialClientApplication } = await optionalPackage(
      '@azure/msal-node',
      'acquiring tokens',
      () => import('@azure/msal-node'),
    );
    const application = new ConfidentialClientApplication({
      auth: {
        clientId: setting.clientId,
        authority: setting.authority.url,
        knownAuthorities: [...setting.authority.knownHosts],
        ...credentialOptions(credential.material),
      },
      system: { networkClient: setting.transport },
    });
    return new MsalApplication(application, credential);
  }

  /** @throws {@link TokenError} `TOKEN_…` */
  async requestToken(scope: string): Promise<IssuedToken> {
    const exchange: IssuerExchange = {};
    try {
      const result = await issuerExchange.run(exchange, () =>
        this.#application.acquireTokenByClientCredential({ scopes: [scope], skipCache: true }),
      );
      return issuedToken(result);
    } catch (error) {
      throw explainTokenFailure(error, exchange, { scope, source: this.credential.source });
    }
  }
}

function credentialOptions(material: CredentialMaterial): Partial<NodeAuthOptions> {
  switch (material.kind) {
    case 'secret':
      return { clientSecret: material.secret.reveal() };
    case 'certificate':
      return {
        clientCertificate: {
          thumbprintSha256: material.thumbprintSha256,
          privateKey: material.privateKey.reveal(),
        },
      };
    case 'assertion':
      return {
        // MSAL's type lets the endpoint be absent, as in flows that are not this one
        clientAssertion: async (request) => (await material.sign(request as AssertionRequest)).reveal(),
      };
  }
}

/** MSAL adds the token's lifetime to a clock that it rounds to whole seconds. */
const MSAL_ROUNDING_MS = 500;

/** MSAL resolves without a token, and without an error, when a 200 holds none (measured). */
function issuedToken(result: AuthenticationResult | null): IssuedToken {
  const lifetimeMs = (result?.expiresOn?.getTime() ?? 0) - MSAL_ROUNDING_MS - Date.now();
  if (!result?.accessToken || lifetimeMs <= 0) {
    throw new TokenError('TOKEN_RESPONSE_INVALID', 'the issuer answered without a usable access token.');
  }
  return {
    value: new Secret(result.accessToken),
    lifetimeMs,
    refreshInMs: result.refreshOn && result.refreshOn.getTime() - Date.now(),
  };
}
