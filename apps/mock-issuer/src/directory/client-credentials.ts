import { randomBytes, randomUUID } from 'node:crypto';
import { type MockClock } from '../clock.js';
import { createKeyWithCertificate, type KeyWithCertificate } from '../keys/certificate.js';
import { sameSecret } from '../opaque.js';

const dayMs = 86_400_000;

export interface ClientSecret {
  readonly keyId: string;
  readonly displayName: string;
  readonly value: string;
  readonly expiresAt: Date;
}

export interface ClientCertificate extends KeyWithCertificate {
  readonly keyId: string;
  readonly displayName: string;
  readonly expiresAt: Date;
}

export interface NewCredential {
  readonly displayName: string;
  readonly expiresInDays: number;
}

/** Secrets and certificates of every application. Several of each may be valid at once: that is how Entra lets them roll. */
export class ClientCredentials {
  readonly #secrets = new Map<string, ClientSecret[]>();
  readonly #certificates = new Map<string, ClientCertificate[]>();

  constructor(private readonly clock: MockClock) {}

  secretsOf(appKey: string): readonly ClientSecret[] {
    return this.#secrets.get(appKey) ?? [];
  }

  certificatesOf(appKey: string): readonly ClientCertificate[] {
    return this.#certificates.get(appKey) ?? [];
  }

  findSecret(appKey: string, value: string): ClientSecret | undefined {
    return this.secretsOf(appKey).find((secret) => sameSecret(secret.value, value));
  }

  isExpired(credential: ClientSecret | ClientCertificate): boolean {
    return credential.expiresAt <= this.clock.now();
  }

  addSecret(appKey: string, { displayName, expiresInDays }: NewCredential): ClientSecret {
    const secret = {
      keyId: randomUUID(),
      displayName,
      value: entraStyleSecret(),
      expiresAt: this.#inDays(expiresInDays),
    };
    this.#secrets.set(appKey, [...this.secretsOf(appKey), secret]);
    return secret;
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
    const record = { ...certificate, keyId: randomUUID(), displayName, expiresAt };
    this.#certificates.set(appKey, [...this.certificatesOf(appKey), record]);
    return record;
  }

  /** Ends a secret's or certificate's life at this moment. @returns false when the application has no such credential */
  expire(appKey: string, keyId: string): boolean {
    const expiresAt = this.clock.now();
    const known = [...this.secretsOf(appKey), ...this.certificatesOf(appKey)].some((c) => c.keyId === keyId);
    const ended = <T extends { keyId: string }>(credential: T): T =>
      credential.keyId === keyId ? { ...credential, expiresAt } : credential;
    this.#secrets.set(appKey, this.secretsOf(appKey).map(ended));
    this.#certificates.set(appKey, this.certificatesOf(appKey).map(ended));
    return known;
  }

  clear(): void {
    this.#secrets.clear();
    this.#certificates.clear();
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
