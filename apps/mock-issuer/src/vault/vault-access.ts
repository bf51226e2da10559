import { Injectable } from '@nestjs/common';
import { Directory } from '../directory/directory.js';
import { type VaultCaller } from './vault-caller.js';
import { VaultError } from './vault-error.js';

/** The data actions of Azure's role definitions, by their last word. */
const actions = {
  get: 'secrets/getSecret',
  list: 'secrets/readMetadata',
  set: 'secrets/setSecret',
  delete: 'secrets/delete',
  recover: 'secrets/recover',
  purge: 'secrets/purge',
} as const;
export type VaultAction = keyof typeof actions;

const actionsOfRole = {
  'Key Vault Secrets User': ['get', 'list'],
  'Key Vault Secrets Officer': ['get', 'list', 'set', 'delete', 'recover', 'purge'],
} as const satisfies Record<string, readonly VaultAction[]>;

/** Role-based access as in Azure: a role on the whole vault or on single secrets. Listing the vault needs the former. */
@Injectable()
export class VaultAccess {
  constructor(private readonly directory: Directory) {}

  /** @throws {VaultError} 403 ForbiddenByRbac */
  require(caller: VaultCaller, action: VaultAction, secretName: string): void {
    const granted = this.directory.table.vaultAccess.some(
      ({ principal, role, secrets }) =>
        principal === caller.key &&
        (actionsOfRole[role] as readonly VaultAction[]).includes(action) &&
        (secrets.includes('*') || secrets.some((name) => name.toLowerCase() === secretName.toLowerCase())),
    );
    if (granted) return;
    throw new VaultError(
      403,
      'Forbidden',
      `Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\nCaller: oid=${caller.objectId}\r\nAction: 'Microsoft.KeyVault/vaults/${actions[action]}/action'\r\nAssignment: (not found)\r\nVault: mock;location=local\r\n`,
      `"${caller.key}" has no role that may ${action} ${secretName === '*' ? 'the vault' : `"${secretName}"`}`,
      'ForbiddenByRbac',
    );
  }
}
