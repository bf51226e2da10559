import { type TokenCredential } from '@azure/identity';
import { EntraConfigurationError } from '../../configuration-error.js';
import { isLoopback } from '../../entra/loopback.js';
import { Secret } from '../../secret.js';
import { CredentialError } from '../acquire-error.js';
import { optionalPackage } from '../optional-package.js';
import { propertyOf } from '../system-code.js';

/** Where in Key Vault, and as whom we read it. */
export interface KeyVaultReference {
  /** `https://my-vault.vault.azure.net`; environment: `KEY_VAULT_URL`. */
  readonly vaultUrl: string;
  /** Name of the secret or certificate; environment: `KEY_VAULT_CREDENTIAL_NAME`. */
  readonly name: string;
  /** Who reads. Default: `DefaultAzureCredential`, that is the managed identity in Azure, the developer's login at home. */
  readonly identity?: TokenCredential | undefined;
}

export interface KeyVaultItem {
  readonly value: Secret;
  readonly version: string;
  readonly expiresAt: number | undefined;
  readonly contentType: string | undefined;
}

/** Boot and rotation wait for this long at most, all attempts together. */
const READ_TIMEOUT_MS = 10_000;
const RETRIES = { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 2_000 };

/** Reads the newest version of a secret. A certificate's secret of the same name holds its private key. */
export async function readKeyVault(reference: KeyVaultReference, source: string): Promise<KeyVaultItem> {
  const { SecretClient } = await optionalPackage(
    '@azure/keyvault-secrets',
    'a Key Vault credential',
    () => import('@azure/keyvault-secrets'),
  );
  const client = new SecretClient(reference.vaultUrl, await identityOf(reference), {
    retryOptions: RETRIES,
    // A vault proves by its challenge that it is the one whose tokens it asks for. A loopback address cannot be below
    // vault.azure.net, so there, and only there, the check is off: what listens on this machine is ours to trust.
    disableChallengeResourceVerification: isLoopback(new URL(reference.vaultUrl).hostname),
  });
  const { name } = reference;
  const secret = await client
    .getSecret(name, { abortSignal: AbortSignal.timeout(READ_TIMEOUT_MS) })
    .catch((error: unknown) => {
      throw explain(error, source);
    });
  return {
    value: new Secret(secret.value ?? ''),
    version: secret.properties.version ?? '',
    expiresAt: secret.properties.expiresOn?.getTime(),
    contentType: secret.properties.contentType,
  };
}

/** @throws {@link EntraConfigurationError} `AUTH_CONFIG_VAULT` when the address is not https or the name is not one */
export function requireReference({ vaultUrl, name }: KeyVaultReference): void {
  if (URL.parse(vaultUrl)?.protocol !== 'https:') {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_VAULT',
      'the vault must be an https address: set KEY_VAULT_URL.',
    );
  }
  if (!/^[0-9a-z-]{1,127}$/i.test(name)) {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_VAULT',
      'a name in Key Vault has letters, digits and hyphens only: set KEY_VAULT_CREDENTIAL_NAME.',
    );
  }
}

async function identityOf({ identity }: KeyVaultReference): Promise<TokenCredential> {
  if (identity) return identity;
  const { DefaultAzureCredential } = await optionalPackage(
    '@azure/identity',
    'a Key Vault credential',
    () => import('@azure/identity'),
  );
  return new DefaultAzureCredential();
}

function explain(cause: unknown, source: string): CredentialError {
  const status = propertyOf(cause, 'statusCode');
  if (status === 404)
    return new CredentialError('CREDENTIAL_NOT_FOUND', `${source} does not exist.`, { cause });
  if (status === 401 || status === 403 || isWithoutIdentity(cause)) {
    return new CredentialError('CREDENTIAL_ACCESS_DENIED', `${source} may not be read by this process.`, {
      cause,
    });
  }
  return new CredentialError('CREDENTIAL_SOURCE_UNAVAILABLE', `${source} cannot be read at the moment.`, {
    cause,
  });
}

/** What `DefaultAzureCredential` throws when no identity is to be found. */
const isWithoutIdentity = (error: unknown) =>
  /^(CredentialUnavailable|AggregateAuthentication|Authentication)/.test(String(propertyOf(error, 'name')));
