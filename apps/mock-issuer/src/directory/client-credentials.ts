import { randomBytes, randomUUID } from 'node:crypto';
import { type MockClock } from '../clock.js';
import { createKeyWithCertificate, type KeyWithCertificate } from '../keys/certificate.js';
import { sameSecret } from '../opaque.js';

const dayMs = 86_400_000;

interface Credential {
  readonly keyId: string;
  readonly appKey: string;
  readonly displayName: string;
  readonly expiresAt: Date;
}

export interface ClientSecret extends Credential {
  readonly kind: 'secret';
  readonly value: string;
}

export interface ClientCertificate extends Credential, KeyWithCertificate {
  readonly kind: 'certificate';
}

export type ClientCredential = ClientSecret | ClientCertificate;

export interface NewCredential {
  readonly displayName: string;
  readonly expiresInDays: number;
}

/** Secrets and certificates of every application. Several of each may be valid at once: that is how Entra lets them roll. */
export class ClientCredentials {
  #credentials: readonly ClientCredential[] = [];
  #onChange: () => void = () => undefined;

  constructor(private readonly clock: MockClock) {}

  /** Called after every change: the file with the clients' secrets must follow. */
  whenChanged(listener: () => void): void {
    this.#onChange = listener;
  }

  of(appKey: string): readonly ClientCredential[] {
    return this.#credentials.filter((credential) => credential.appKey === appKey);
  }

  secretsOf(appKey: string): readonly ClientSecret[] {
    return this.of(appKey).filter((credential) => credential.kind === 'secret');
  }

  certificatesOf(appKey: string): readonly ClientCertificate[] {
    return this.of(appKey).filter((credential) => credential.kind === 'certificate');
  }

  findSecret(appKey: string, value: string): ClientSecret | undefined {
    return this.secretsOf(appKey).find((secret) => sameSecret(secret.value, value));
  }

  isExpired({ expiresAt }: ClientCredential): boolean {
    return expiresAt <= this.clock.now();
  }

  addSecret(appKey: string, { displayName, expiresInDays }: NewCredential): ClientSecret {
    const expiresAt = this.#inDays(expiresInDays);
    const secret = { keyId: randomUUID(), appKey, displayName, expiresAt, value: entraStyleSecret() };
    return this.#add({ kind: 'secret', ...secret });
  }

  async addCertificate(
    appKey: string,
    { displayName, expiresInDays }: NewCredential,
  ): Promise<ClientCertificate> {
    const expiresAt = this.#inDays(expiresInDays);
    const certificate = await createKeyWithCertificate({
      commonName: `${appKey}-${displayName}`,
      notBefore: new Date(Math.min(this.clock.now().getTime(), expiresAt.getTime() - dayMs)),
      notAfter: expiresAt,
    });
    return this.#add({
      kind: 'certificate',
      ...certificate,
      keyId: randomUUID(),
      appKey,
      displayName,
      expiresAt,
    });
  }

  /** Ends credentials' lives at this moment: they stay known, and are refused as expired. */
  expire(keyIds: readonly string[]): void {
    const expiresAt = this.clock.now();
    this.#replace(this.#credentials.map((one) => (keyIds.includes(one.keyId) ? { ...one, expiresAt } : one)));
  }

  /** Forgets credentials: they are refused as unknown. */
  remove(keyIds: readonly string[]): void {
    this.#replace(this.#credentials.filter((one) => !keyIds.includes(one.keyId)));
  }

  /** @returns what brings back the credentials of this moment */
  snapshot(): () => void {
    const kept = this.#credentials;
    return () => this.#replace(kept);
  }

  #add<Added extends ClientCredential>(credential: Added): Added {
    this.#replace([...this.#credentials, credential]);
    return credential;
  }

  #replace(credentials: readonly ClientCredential[]): void {
    this.#credentials = credentials;
    this.#onChange();
  }

  #inDays(days: number): Date {
    return new Date(this.clock.now().getTime() + days * dayMs);
  }
}

/** 40 characters with `8Q~` after the third, the mark by which scanners recognise an Entra client secret. */
function entraStyleSecret(): string {
  const random = randomBytes(40).toString('base64url');
  return `${random.slice(0, 3)}8Q~${random.slice(3, 37)}`;
}
