import { Injectable } from '@nestjs/common';
import {
  type ClientCredential,
  ClientCredentials,
  type NewCredential,
} from '../directory/client-credentials.js';
import { type Application } from '../directory/directory.schema.js';
import { storeCertificate, storeSecret } from '../state/issue-credentials.js';
import { VaultSecrets } from '../vault/vault-secrets.js';

export type CredentialKind = ClientCredential['kind'];

/** Replaces a credential the way an operator does: new one in the directory, new version in the vault, then the old ends. */
@Injectable()
export class CredentialRoll {
  constructor(
    private readonly credentials: ClientCredentials,
    private readonly vault: VaultSecrets,
  ) {}

  add(app: Application, kind: CredentialKind, details: NewCredential): Promise<ClientCredential> {
    return kind === 'secret'
      ? Promise.resolve(this.credentials.addSecret(app.key, details))
      : this.credentials.addCertificate(app.key, details);
  }

  async roll(
    app: Application,
    kind: CredentialKind,
    details: NewCredential,
    old: 'keep' | 'expire' | 'remove',
  ): Promise<ClientCredential> {
    const before = this.keyIds(app, kind);
    const added = await this.add(app, kind, details);
    this.#storeInVault(app, added);
    if (old === 'expire') this.credentials.expire(before);
    if (old === 'remove') this.credentials.remove(before);
    return added;
  }

  keyIds(app: Application, kind: CredentialKind): string[] {
    return this.credentials
      .of(app.key)
      .filter((one) => one.kind === kind)
      .map((one) => one.keyId);
  }

  /** In the place of the first of its kind that the table keeps in the vault. */
  #storeInVault(app: Application, credential: ClientCredential): void {
    if (credential.kind === 'secret') {
      const name = app.secrets.find(({ vaultSecret }) => vaultSecret !== undefined)?.vaultSecret;
      if (name !== undefined) storeSecret(this.vault, name, credential);
      return;
    }
    const listed = app.certificates.find(({ vaultSecret }) => vaultSecret !== undefined);
    if (listed?.vaultSecret !== undefined)
      storeCertificate(this.vault, listed.vaultSecret, credential, listed.vaultFormat);
  }
}
