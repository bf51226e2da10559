import { type Clock } from '../clock.js';
import { type DecisionListener } from './observe/decision.js';
import { type RoleCatalogue } from './requirement/define-roles.js';
import { type KeyPolicy } from './signing-keys/key-policy.js';

/** What an API must know to judge tokens: its tenant and its own client id. The rest has defaults. */
export interface EntraApiOptions {
  /** The tenant, or the tenants, whose tokens are accepted: GUIDs. Environment: `ENTRA_TENANT_ID`. */
  readonly tenantId: string | readonly string[];
  /** The client id of this API, a GUID: the audience of its v2 tokens. Environment: `ENTRA_CLIENT_ID`. */
  readonly clientId: string;
  /** Scheme, host and port of the authority. Default: Entra's global cloud. Environment: `ENTRA_AUTHORITY_HOST`. */
  readonly authorityHost?: string | undefined;
  /** The `iss` of its tokens, if it differs from the address that answers; `{tenantid}` stands for the tenant. Environment: `ENTRA_ISSUER`. */
  readonly issuer?: string | undefined;
  /** Further values of `aud` that mean this API. */
  readonly audiences?: readonly string[] | undefined;
  /**
   * Client ids of the applications that may call. Applies to applications only: the `azp` of a user's token says through
   * which client the user calls, and proves nothing about that client. Default: every one that holds the role of the route.
   * Environment: `ENTRA_ALLOWED_CALLERS`.
   */
  readonly allowedCallers?: readonly string[] | undefined;
  /** How far the clocks of issuer and API may lie apart, in seconds, 0 to 300. Default 60. */
  readonly clockToleranceSeconds?: number | undefined;
  /** The app roles of this API: a decorator that names another one fails the boot. */
  readonly roles?: RoleCatalogue | undefined;
  /** When signing keys are fetched, and how long they are trusted. */
  readonly keys?: Partial<KeyPolicy> | undefined;
  /** How many verified tokens are remembered. Default 5,000; 0 turns it off. */
  readonly tokenCache?: { readonly maxEntries: number } | undefined;
  /** Hears of every decision besides the log, e.g. to keep an audit trail. */
  readonly onDecision?: DecisionListener | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}
