import { type DeletedSecret, type SecretVersion } from './vault-secrets.js';

const recoverableDays = 90;
const dayMs = 86_400_000;
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

/** A secret as the service shows it; the SDK parses name, version and vault out of `id`. */
export function secretBundle(secret: SecretVersion, vaultUrl: string) {
  return { value: secret.value, ...secretVersionItem(secret, vaultUrl) };
}

/** A version in a list: without its value, with its version. */
export function secretVersionItem(secret: SecretVersion, vaultUrl: string) {
  return { ...secretItem(secret, vaultUrl), id: `${vaultUrl}/secrets/${secret.name}/${secret.version}` };
}

/** A secret in the list of the vault: without value and version. */
export function secretItem(secret: SecretVersion, vaultUrl: string) {
  return {
    id: `${vaultUrl}/secrets/${secret.name}`,
    ...(secret.contentType !== undefined && { contentType: secret.contentType }),
    attributes: {
      enabled: secret.enabled,
      ...(secret.notBefore && { nbf: seconds(secret.notBefore) }),
      ...(secret.expires && { exp: seconds(secret.expires) }),
      created: seconds(secret.created),
      updated: seconds(secret.updated),
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays,
    },
    ...(secret.tags && { tags: secret.tags }),
  };
}

export function deletedSecretBundle({ newest, deletedAt }: DeletedSecret, vaultUrl: string) {
  return {
    recoveryId: `${vaultUrl}/deletedsecrets/${newest.name}`,
    deletedDate: seconds(deletedAt),
    scheduledPurgeDate: seconds(new Date(deletedAt.getTime() + recoverableDays * dayMs)),
    ...secretVersionItem(newest, vaultUrl),
  };
}
