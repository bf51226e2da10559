import { type CallerIdentity } from '../caller.js';
import { type AuthErrorCode } from '../errors/auth-error-codes.js';
import { type Requirement } from '../requirement/requirement.js';

/** What is known of a request, however it is decided. */
export interface DecisionFacts {
  readonly event: 'auth.decision';
  /** Method and pattern, e.g. `GET /orders/:id`; of a message that is none of HTTP, transport and handler. */
  readonly route: string;
  /** Class and method, e.g. `OrdersController.find`. */
  readonly handler: string;
  readonly requirement: Requirement | undefined;
  /** Tenant, client and object id; no name and no address. Unknown as long as the token is not verified. */
  readonly caller: CallerIdentity | undefined;
  /** `uti` of a verified token: finds it in Entra's sign-in log. */
  readonly tokenId: string | undefined;
  /** Of the active OpenTelemetry span, if there is one. */
  readonly traceId: string | undefined;
}

/** One decision of the guard, for audit. It never holds a token or any part of one that was not verified. */
export type Decision =
  | (DecisionFacts & {
      readonly outcome: 'allow';
      readonly caller: CallerIdentity;
      /** Whether the token had been verified before. */
      readonly known: boolean;
    })
  | (DecisionFacts & {
      readonly outcome: 'deny';
      readonly code: AuthErrorCode;
      /** What went wrong, and how to mend it: for the log, never for the caller. */
      readonly reason: string;
      readonly remedy: string;
      /** What a verified token says instead of what was expected. */
      readonly received: string | undefined;
    });

/** Hears of every decision, synchronously; what it throws is logged and changes nothing. */
export type DecisionListener = (decision: Decision) => void;
