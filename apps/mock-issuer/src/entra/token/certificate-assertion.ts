import { Injectable } from '@nestjs/common';
import { compactVerify } from 'jose';
import { Addresses } from '../../addresses.js';
import { MockClock } from '../../clock.js';
import { type ClientCertificate, ClientCredentials } from '../../directory/client-credentials.js';
import { Directory } from '../../directory/directory.js';
import { type Application } from '../../directory/directory.schema.js';
import { EntraError } from '../entra-error.js';
import { audiencesOf, requireInDate } from './assertion-validity.js';
import { type DecodedAssertion } from './decoded-assertion.js';

const algorithms = ['RS256', 'PS256'];

/**
 * An assertion signed by a certificate that is registered on the application. There is no replay check by `jti`: Entra has
 * none, and msal-node sends one assertion for up to ten minutes.
 */
@Injectable()
export class CertificateAssertions {
  constructor(
    private readonly credentials: ClientCredentials,
    private readonly directory: Directory,
    private readonly addresses: Addresses,
    private readonly clock: MockClock,
  ) {}

  async verify(app: Application, assertion: DecodedAssertion): Promise<void> {
    const { claims } = assertion;
    if (claims.sub?.toLowerCase() !== app.clientId) throw new EntraError(700021, {});
    await this.#requireSignature(app, assertion);
    const accepted = this.addresses.assertionAudiences(
      this.directory.tenant.id,
      this.directory.tenant.domain,
    );
    if (!audiencesOf(claims).some((audience) => accepted.includes(audience)))
      throw new EntraError(700023, {});
    requireInDate(claims, this.clock.now());
  }

  async #requireSignature(app: Application, { jwt, header }: DecodedAssertion): Promise<void> {
    const named = header['x5t#S256'] ?? header.x5t ?? header.kid;
    const thumbprint = typeof named === 'string' ? named.slice(0, 100) : '';
    const refuse = (problem: string, reason: string) =>
      new EntraError(700027, { problem, reason, thumbprint, client: app.clientId });
    const certificate = this.credentials.certificatesOf(app.key).find((one) => carries(one, thumbprint));
    if (!certificate) throw refuse('not registered', 'The key was not found.');
    if (this.credentials.isExpired(certificate)) throw refuse('expired', 'The key used is expired.');
    try {
      await compactVerify(jwt, certificate.publicKey, { algorithms });
    } catch {
      throw refuse('not registered', 'The key was found, but use of the key to verify the signature failed.');
    }
  }
}

function carries(certificate: ClientCertificate, thumbprint: string): boolean {
  return [certificate.sha1Thumbprint, certificate.sha256Thumbprint].includes(thumbprint);
}
