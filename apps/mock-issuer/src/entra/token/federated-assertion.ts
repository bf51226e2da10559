import { Injectable } from '@nestjs/common';
import { compactVerify } from 'jose';
import { MockClock } from '../../clock.js';
import { type Application } from '../../directory/directory.schema.js';
import { EntraError } from '../entra-error.js';
import { audiencesOf, requireInDate } from './assertion-validity.js';
import { type DecodedAssertion } from './decoded-assertion.js';
import { FederatedIssuers } from './federated-issuers.js';

/** Workload identity federation: a token of another issuer (a cluster, a CI system) stands in for a secret. */
@Injectable()
export class FederatedAssertions {
  constructor(
    private readonly issuers: FederatedIssuers,
    private readonly clock: MockClock,
  ) {}

  /** Entra compares issuer, subject and audience case-sensitively, and names the first that fits no record. */
  async verify(app: Application, { jwt, header, claims }: DecodedAssertion): Promise<void> {
    const [issuer, subject] = [claims.iss ?? '', claims.sub ?? ''];
    const audiences = audiencesOf(claims);
    const byIssuer = app.federatedCredentials.filter((one) => one.issuer === issuer);
    if (byIssuer.length === 0) throw new EntraError(700211, { issuer: issuer.slice(0, 200) });
    const bySubject = byIssuer.filter((one) => one.subject === subject);
    if (bySubject.length === 0) throw new EntraError(700213, { subject: subject.slice(0, 200) });
    if (!bySubject.some((one) => audiences.includes(one.audience)))
      throw new EntraError(700212, { audience: audiences.join(' ').slice(0, 200) });
    requireInDate(claims, this.clock.now());
    try {
      await compactVerify(jwt, await this.issuers.key(issuer, header), { algorithms: ['RS256'] });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'the key was not found';
      throw new EntraError(50013, { reason });
    }
  }
}
