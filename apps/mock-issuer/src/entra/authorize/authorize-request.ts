import { Injectable } from '@nestjs/common';
import { Directory } from '../../directory/directory.js';
import { type Application } from '../../directory/directory.schema.js';
import { type FormParameters } from '../../http/form-parameters.js';
import { EntraError } from '../entra-error.js';
import { isMultiTenantName, requireTenant } from '../tenant.js';
import { requireParameter } from '../token/token-request.js';
import { findClient } from '../find-client.js';
import { parseUserScopes, type UserScopes } from '../user-scopes.js';
import { type CodeChallenge, isWellFormed } from './code-challenge.js';
import { platformOf, type RedirectPlatform } from './redirect-platform.js';

const responseModes = ['query', 'fragment', 'form_post'] as const;
export type ResponseMode = (typeof responseModes)[number];

/** Where an answer may be sent: known only once client and redirect URI are. */
export interface AnswerTarget {
  readonly client: Application;
  readonly redirectUri: string;
  readonly platform: RedirectPlatform;
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
}

export interface AuthorizeRequest {
  readonly scope: string;
  readonly scopes: UserScopes;
  readonly nonce: string | undefined;
  readonly challenge: CodeChallenge | undefined;
  readonly silent: boolean;
  readonly wantsClientInfo: boolean;
}

@Injectable()
export class AuthorizeRequests {
  constructor(private readonly directory: Directory) {}

  /**
   * The part whose mistakes are shown to the person: redirecting on a wrong client or address would make the endpoint an
   * open redirector (RFC 6749 section 4.1.2.1).
   */
  target(tenant: string, parameters: FormParameters): AnswerTarget {
    if (parameters.repeated !== undefined) throw new EntraError(9000411, { parameter: parameters.repeated });
    const client = this.#client(tenant, requireParameter(parameters, 'client_id'));
    const redirectUri = requireParameter(parameters, 'redirect_uri');
    const platform = platformOf(client, redirectUri);
    if (!platform)
      throw new EntraError(50011, { redirectUri: redirectUri.slice(0, 200), client: client.clientId });
    const mode = parameters.get('response_mode');
    return {
      client,
      redirectUri,
      platform,
      responseMode: responseModes.find((known) => known === mode) ?? 'query',
      state: parameters.get('state'),
    };
  }

  /** The part whose mistakes go back to the client. */
  request({ client, platform }: AnswerTarget, parameters: FormParameters): AuthorizeRequest {
    const responseType = requireParameter(parameters, 'response_type');
    if (responseType !== 'code') throw new EntraError(700054, { responseType: responseType.slice(0, 60) });
    const mode = parameters.get('response_mode');
    if (mode !== undefined && !responseModes.some((known) => known === mode))
      throw new EntraError(9002313, {});
    const scope = requireParameter(parameters, 'scope');
    return {
      scope,
      scopes: parseUserScopes(this.directory, client, scope),
      nonce: parameters.get('nonce'),
      challenge: codeChallenge(parameters, platform),
      silent: parameters.get('prompt') === 'none',
      wantsClientInfo: parameters.get('client_info') === '1',
    };
  }

  #client(tenant: string, clientId: string): Application {
    const client = findClient(this.directory, clientId);
    if (isMultiTenantName(tenant))
      throw new EntraError(50194, { client: client.clientId, clientName: client.displayName });
    requireTenant(this.directory, tenant);
    return client;
  }
}

/** Single-page apps must send a challenge, and only S256 counts: `plain` protects against nobody who sees the request. */
function codeChallenge(parameters: FormParameters, platform: RedirectPlatform): CodeChallenge | undefined {
  const value = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method') ?? 'plain';
  if (platform === 'spa' && (value === undefined || method !== 'S256')) throw new EntraError(9002325, {});
  if (value === undefined) return undefined;
  if (method !== 'S256' && method !== 'plain') throw new EntraError(9002313, {});
  if (!isWellFormed(value)) throw new EntraError(501491, {});
  return { method, value };
}
