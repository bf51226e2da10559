import { VaultError } from './vault-error.js';

/** @throws {VaultError} 400 for what cannot be a secret's name */
export function requireName(name: string): string {
  if (/^[0-9a-zA-Z-]{1,127}$/.test(name)) return name;
  throw new VaultError(
    400,
    'BadParameter',
    `The request URI contains an invalid name: ${name.slice(0, 127)}`,
  );
}

export function secretNotFound(name: string): VaultError {
  return new VaultError(
    404,
    'SecretNotFound',
    `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  );
}
