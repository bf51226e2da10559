import { EntraConfigurationError } from '../../configuration-error.js';
import { isPermissionName } from './permission-name.js';

/** The app roles of an API, each under the name that code uses. */
export type RoleCatalogue = Readonly<Record<string, string>>;

/**
 * Names the app roles of an API once, as the manifest has them: a misspelt one is then a compile error, and, given to
 * `EntraApiModule` as `roles`, one that is not in the catalogue fails the boot.
 *
 * @example
 * ```ts
 * export const inventoryRoles = defineRoles({ read: 'Inventory.Read', manage: 'Inventory.Manage' });
 * ```
 *
 * @throws {@link EntraConfigurationError} `AUTH_CONFIG_ROLES` for a value that cannot be an app role
 */
export function defineRoles<const Catalogue extends RoleCatalogue>(catalogue: Catalogue): Catalogue {
  for (const [name, role] of Object.entries(catalogue)) {
    if (!isPermissionName(role)) {
      throw new EntraConfigurationError(
        'AUTH_CONFIG_ROLES',
        `'${role}' (${name}) cannot be the value of an app role: use printable characters without spaces and quotes.`,
      );
    }
  }
  return Object.freeze({ ...catalogue });
}
