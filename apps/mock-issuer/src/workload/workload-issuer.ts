import { SignJWT } from 'jose';
import { type MockClock } from '../clock.js';
import { createKeyWithCertificate, type KeyWithCertificate } from '../keys/certificate.js';

export interface WorkloadAssertion {
  readonly subject: string;
  readonly audience: string;
  readonly expiresInSeconds: number;
}

/** Stands in for a cluster that projects service-account tokens: what workload identity exchanges at Entra. */
export class WorkloadIssuer {
  private constructor(
    readonly issuer: string,
    private readonly key: KeyWithCertificate,
    private readonly clock: MockClock,
  ) {}

  static async create(issuer: string, clock: MockClock): Promise<WorkloadIssuer> {
    const key = await createKeyWithCertificate({
      commonName: 'workload issuer',
      notBefore: new Date(0),
      notAfter: new Date('2099-01-01'),
    });
    return new WorkloadIssuer(issuer, key, clock);
  }

  get publicKey() {
    return this.key.publicKey;
  }

  sign({ subject, audience, expiresInSeconds }: WorkloadAssertion): Promise<string> {
    const now = this.clock.epochSeconds();
    return new SignJWT({
      iss: this.issuer,
      sub: subject,
      aud: audience,
      iat: now,
      nbf: now,
      exp: now + expiresInSeconds,
    })
      .setProtectedHeader({ alg: 'RS256', kid: this.key.sha1Thumbprint })
      .sign(this.key.privateKey);
  }
}
