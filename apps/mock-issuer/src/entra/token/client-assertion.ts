import { Injectable } from '@nestjs/common';
import { type Application } from '../../directory/directory.schema.js';
import { CertificateAssertions } from './certificate-assertion.js';
import { decodeAssertion } from './decoded-assertion.js';
import { FederatedAssertions } from './federated-assertion.js';

/**
 * private_key_jwt (RFC 7523). Who signed it tells the two kinds apart: an assertion that the application issues for
 * itself proves a registered certificate, one that somebody else issues needs a federated credential.
 */
@Injectable()
export class ClientAssertions {
  constructor(
    private readonly certificates: CertificateAssertions,
    private readonly federation: FederatedAssertions,
  ) {}

  /** @throws {EntraError} */
  async verify(app: Application, jwt: string): Promise<void> {
    const assertion = decodeAssertion(jwt);
    const selfIssued = assertion.claims.iss === assertion.claims.sub;
    await (selfIssued ? this.certificates.verify(app, assertion) : this.federation.verify(app, assertion));
  }
}
