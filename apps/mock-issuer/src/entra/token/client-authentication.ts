import { Injectable } from '@nestjs/common';
import { Directory } from '../../directory/directory.js';
import { type Application } from '../../directory/directory.schema.js';
import { type ClientAuthenticationLevel } from '../../tokens/app-token.js';
import { EntraError } from '../entra-error.js';
import { isGuid } from '../tenant.js';
import { ClientAssertions } from './client-assertion.js';
import { ClientSecrets } from './client-secret.js';
import { basicCredentials } from './basic-credentials.js';
import { requireParameter, type TokenRequest } from './token-request.js';

export interface AuthenticatedClient {
  readonly app: Application;
  readonly level: ClientAuthenticationLevel;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Finds out who asks: by secret (form or Basic), by signed assertion (certificate or federated), or not at all. */
@Injectable()
export class ClientAuthentication {
  constructor(
    private readonly directory: Directory,
    private readonly secrets: ClientSecrets,
    private readonly assertions: ClientAssertions,
  ) {}

  /** The application that the request names, not yet proven. */
  identify(request: TokenRequest): Application {
    const clientId =
      basicCredentials(request.authorization)?.clientId ?? requireParameter(request.form, 'client_id');
    if (!isGuid(clientId) || /^[0-]+$/.test(clientId))
      throw new EntraError(700038, { client: clientId.slice(0, 100) });
    const app = this.directory.applicationByClientId(clientId);
    if (!app) throw new EntraError(700016, { client: clientId, tenant: this.directory.tenant.displayName });
    return app;
  }

  /** @throws {EntraError} when a credential is presented and is not good */
  async authenticate(request: TokenRequest, app: Application): Promise<AuthenticatedClient> {
    const secret = basicCredentials(request.authorization)?.secret ?? request.form.get('client_secret');
    const assertion = request.form.get('client_assertion');
    if (assertion !== undefined) {
      if (requireParameter(request.form, 'client_assertion_type') !== assertionType)
        throw new EntraError(900144, { parameter: 'client_assertion_type' });
      await this.assertions.verify(app, assertion);
      return { app, level: 'certificate' };
    }
    if (secret !== undefined) {
      this.secrets.verify(app, secret);
      return { app, level: 'secret' };
    }
    return { app, level: 'public' };
  }
}
