import { Injectable } from '@nestjs/common';
import { Directory } from '../../directory/directory.js';
import { type Application } from '../../directory/directory.schema.js';
import { type ClientAuthenticationLevel } from '../../tokens/app-token.js';
import { type RedirectPlatform } from '../authorize/redirect-platform.js';
import { EntraError } from '../entra-error.js';
import { findClient } from '../find-client.js';
import { basicCredentials } from './basic-credentials.js';
import { ClientAssertions } from './client-assertion.js';
import { ClientSecrets } from './client-secret.js';
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
  identify({ form, authorization, note }: TokenRequest): Application {
    const clientId = basicCredentials(authorization)?.clientId ?? requireParameter(form, 'client_id');
    note({ caller: clientId.slice(0, 60) });
    const app = findClient(this.directory, clientId);
    note({ caller: app.key });
    return app;
  }

  /** @throws {EntraError} when a credential is presented and is not good */
  async authenticate({ form, authorization }: TokenRequest, app: Application): Promise<AuthenticatedClient> {
    const assertion = form.get('client_assertion');
    if (assertion !== undefined) {
      if (requireParameter(form, 'client_assertion_type') !== assertionType)
        throw new EntraError(900144, { parameter: 'client_assertion_type' });
      await this.assertions.verify(app, assertion);
      return { app, level: 'certificate' };
    }
    const secret = basicCredentials(authorization)?.secret ?? form.get('client_secret');
    if (secret === undefined) return { app, level: 'public' };
    this.secrets.verify(app, secret);
    return { app, level: 'secret' };
  }

  /**
   * For grants that began with a redirect: web applications must prove themselves, apps on people's devices cannot.
   *
   * @throws {EntraError} 7000218 or 700025
   */
  async authenticateFor(
    platform: RedirectPlatform,
    request: TokenRequest,
    app: Application,
  ): Promise<AuthenticatedClient> {
    const { level } = await this.authenticate(request, app);
    if (platform === 'web' && level === 'public') throw new EntraError(7000218, {});
    if (platform === 'native' && level !== 'public') throw new EntraError(700025, {});
    return { app, level };
  }
}
