import { Injectable } from '@nestjs/common';
import { ClientCredentials } from '../../directory/client-credentials.js';
import { type Application } from '../../directory/directory.schema.js';
import { EntraError } from '../entra-error.js';

/** client_secret_post and client_secret_basic. */
@Injectable()
export class ClientSecrets {
  constructor(private readonly credentials: ClientCredentials) {}

  /** @throws {EntraError} 7000215 for a wrong secret, 7000222 for one that was right once */
  verify(app: Application, value: string): void {
    const secret = this.credentials.findSecret(app.key, value);
    if (!secret) throw new EntraError(7000215, { client: app.clientId });
    if (this.credentials.isExpired(secret)) throw new EntraError(7000222, { client: app.clientId });
  }
}
