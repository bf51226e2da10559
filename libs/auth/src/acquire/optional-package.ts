import { EntraConfigurationError } from '../configuration-error.js';

/**
 * The Microsoft SDKs are optional peers: a service that only protects itself installs none of them, and a service
 * with a workload identity needs no Key Vault client. So they are imported when first needed.
 *
 * @throws {@link EntraConfigurationError} `AUTH_CONFIG_PACKAGE`, naming what to install and why
 */
export async function optionalPackage<T>(name: string, purpose: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new EntraConfigurationError(
      'AUTH_CONFIG_PACKAGE',
      `${purpose} needs the package ${name}, which could not be loaded: npm install ${name}`,
      { cause },
    );
  }
}
