import { type SecretVersion } from './vault-secrets.js';

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

/** A secret as the service shows it; the SDK parses name, version and vault out of `id`. */
export function secretBundle(secret: SecretVersion, vaultUrl: string) {
  return { value: secret.value, ...describe(secret, `${vaultUrl}/secrets/${secret.name}/${secret.version}`) };
}

function describe(secret: SecretVersion, id: string) {
  return {
    ...(secret.contentType !== undefined && { contentType: secret.contentType }),
    id,
    attributes: {
      enabled: secret.enabled,
      ...(secret.notBefore && { nbf: seconds(secret.notBefore) }),
      ...(secret.expires && { exp: seconds(secret.expires) }),
      created: seconds(secret.created),
      updated: seconds(secret.updated),
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    },
    ...(secret.tags && { tags: secret.tags }),
  };
}
