import { Injectable } from '@nestjs/common';
import { Directory } from '../../directory/directory.js';
import { type User } from '../../directory/directory.schema.js';
import { EntraError } from '../entra-error.js';
import { clientInfo } from '../token/client-info.js';
import { grantedPermissions } from '../user-scopes.js';
import { AuthorizationCodes } from './authorization-codes.js';
import { type AnswerTarget, type AuthorizeRequest } from './authorize-request.js';
import { type Session } from './sessions.js';

/** Turns a signed-in person and a valid request into a code. */
@Injectable()
export class SignIn {
  constructor(
    private readonly directory: Directory,
    private readonly codes: AuthorizationCodes,
  ) {}

  /** @throws {EntraError} 50034 when the directory has no such user */
  user(objectId: string): User {
    const user = this.directory.user(objectId);
    if (!user) throw new EntraError(50034, { tenant: this.directory.tenant.displayName });
    return user;
  }

  /**
   * There is no consent prompt: the directory's consents decide, and a request for more than they hold gets what they do.
   *
   * @throws {EntraError} 50105 when the person may not use the application, 65001 or 65004 when nothing is consented to
   */
  complete(target: AnswerTarget, request: AuthorizeRequest, session: Session): Record<string, string> {
    const user = this.user(session.userObjectId);
    const { client } = target;
    const names = { client: client.clientId, clientName: client.displayName };
    if (client.assignmentRequired && this.directory.rolesOf(user.key, client.key).length === 0)
      throw new EntraError(50105, names);
    if (grantedPermissions(this.directory, client, user.key, request.scopes).length === 0)
      throw request.silent ? new EntraError(65001, names) : new EntraError(65004, {});

    const code = this.codes.issue({
      clientKey: client.key,
      userObjectId: user.objectId,
      redirectUri: target.redirectUri,
      platform: target.platform,
      scope: request.scope,
      nonce: request.nonce,
      challenge: request.challenge,
      sessionId: session.id,
    });
    return {
      code,
      ...(request.wantsClientInfo && { client_info: clientInfo(user, this.directory.tenant.id) }),
      session_state: session.id,
    };
  }
}
