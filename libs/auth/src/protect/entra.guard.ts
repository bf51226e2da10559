import { type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { trace } from '@opentelemetry/api';
import { type CallerIdentity } from './caller.js';
import {
  asAuthError,
  type AuthError,
  AuthInternalError,
  InsufficientScopeError,
  InvalidTokenError,
} from './errors/auth.error.js';
import { authErrorCodes } from './errors/auth-error-codes.js';
import { type IncomingRequest, rawRequestOf, requestOf, routeOf } from './http/incoming-request.js';
import { type RefusalWriter } from './http/refusal-writer.js';
import { type DecisionFacts } from './observe/decision.js';
import { type DecisionRecorder } from './observe/decision-recorder.js';
import { objectionTo } from './requirement/authorize.js';
import { type ProtectedRequirement } from './requirement/requirement.js';
import { type RouteRule, type RouteRules } from './requirement/route-rules.js';
import { Attempt } from './token/attempt.js';
import { authorizationOf, bearerTokenOf, faultIn, unexaminedTokenOf } from './token/bearer-token.js';
import { type EntraJwtStrategy, refusalFrom } from './token/entra-jwt.strategy.js';
import { type Moment } from './token/lifetime.js';
import { digestOf, type TokenDigest, type VerifiedTokenCache } from './token/verified-token-cache.js';
import { type VerifiedToken } from './token/verified-token.js';

/** One request on its way through the guard. */
interface Visit {
  readonly context: ExecutionContext;
  readonly request: IncomingRequest;
  readonly rule: RouteRule;
  verified?: VerifiedToken;
}

/** A token that is not known. */
interface NewToken {
  /** The header that it came in. */
  readonly authorization: string | undefined;
  readonly token: string;
  readonly digest: TokenDigest;
}

/**
 * What the guard works with.
 *
 * @internal
 */
export interface EntraGuardParts {
  readonly strategy: EntraJwtStrategy;
  readonly rules: RouteRules;
  readonly tokens: VerifiedTokenCache;
  readonly moment: () => Moment;
  readonly allowedCallers: ReadonlySet<string> | undefined;
  readonly recorder: DecisionRecorder;
  readonly refusals: RefusalWriter;
}

/**
 * The global guard: every request needs a token that satisfies its route, unless the route is `@Public`.
 *
 * A token that was verified before is answered at once; any other one goes through Passport. What a caller may do is
 * decided anew for every request.
 */
// in Nest's types: whoever installs this library then needs no declarations of Passport
export class EntraGuard extends (AuthGuard() as Type<CanActivate>) {
  /** @internal {@link EntraApiModule} makes it. */
  constructor(private readonly parts: EntraGuardParts) {
    super({ defaultStrategy: parts.strategy.name });
  }

  /**
   * Whether the request may reach its handler.
   *
   * @throws {@link AuthError} which one tells why not; its answer is written already
   */
  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.parts.rules.ruleFor(context);
    // nothing else carries a header that could be checked: fail closed, public or not
    if (context.getType() !== 'http') throw this.#refuseMessage(context.getType(), rule);
    if (rule.requirement?.kind === 'public') return true;

    const visit: Visit = { context, request: requestOf(context), rule };
    try {
      if (!rule.requirement) throw new InsufficientScopeError('AUTH_ROUTE_UNDECLARED');
      const authorization = authorizationOf(rawRequestOf(visit.request));
      const token = unexaminedTokenOf(authorization) ?? bearerTokenOf(authorization);
      const digest = digestOf(token);
      const at = this.parts.moment();
      const known = this.parts.tokens.find(digest, at);
      if (!known) return this.#verify(visit, rule.requirement, { authorization, token, digest }, at);
      return this.#admit(visit, rule.requirement, known, true, at);
    } catch (error) {
      throw this.#refuse(visit, error);
    }
  }

  /**
   * What Passport's strategy came to, as an exception where it did not come to a caller. Passport's guard calls it.
   *
   * @internal
   */
  handleRequest<Caller>(error: unknown, caller: Caller | false, failure: unknown): Caller {
    if (caller) return caller;
    throw error ? asAuthError(error) : refusalFrom(failure);
  }

  async #verify(
    visit: Visit,
    requirement: ProtectedRequirement,
    { authorization, token, digest }: NewToken,
    at: Moment,
  ): Promise<boolean> {
    try {
      const attempt = new Attempt(token);
      await super.canActivate(attempt.context);
      const { authInfo: verified } = attempt;
      if (!verified) throw new AuthInternalError('Passport left no verified token');
      this.parts.tokens.remember(digest, verified);
      return this.#admit(visit, requirement, verified, false, at);
    } catch (error) {
      // it was taken unexamined: what stands there may be no token at all
      throw this.#refuse(visit, faultIn(authorization) ?? error);
    }
  }

  #admit(
    visit: Visit,
    requirement: ProtectedRequirement,
    verified: VerifiedToken,
    known: boolean,
    at: Moment,
  ): true {
    const { caller } = verified;
    visit.verified = verified;
    // for whoever logs the request, refused or not; where Passport would put both
    visit.request.user = caller;
    visit.request.authInfo = verified;
    const objection = this.#objectionTo(caller, requirement);
    if (objection) throw objection;
    this.parts.recorder.allowed(caller, known, at, () => factsOf(routeOf(visit.request), visit));
    return true;
  }

  #objectionTo(
    caller: CallerIdentity,
    requirement: ProtectedRequirement,
  ): InsufficientScopeError | undefined {
    const { allowedCallers } = this.parts;
    if (caller.kind === 'application' && allowedCallers && !allowedCallers.has(caller.clientId)) {
      return new InsufficientScopeError('AUTH_CALLER_NOT_ALLOWED');
    }
    return objectionTo(caller, requirement);
  }

  #refuse(visit: Visit, cause: unknown): AuthError {
    const error = asAuthError(cause);
    this.#recordRefusal(error, factsOf(routeOf(visit.request), visit));
    if (error instanceof AuthInternalError) this.parts.recorder.recordDefect(error.cause);
    this.parts.refusals.write(error, visit.context.switchToHttp().getResponse());
    return error;
  }

  /** Of another transport, whose own filter answers. */
  #refuseMessage(transport: string, rule: RouteRule): AuthError {
    const error = new InsufficientScopeError('AUTH_CONTEXT_UNSUPPORTED');
    this.#recordRefusal(error, factsOf(`${transport} ${rule.handler}`, { rule }));
    return error;
  }

  #recordRefusal(error: AuthError, facts: DecisionFacts): void {
    const { meaning: reason, remedy } = authErrorCodes[error.code];
    const received = error instanceof InvalidTokenError ? error.received : undefined;
    this.parts.recorder.refused({ outcome: 'deny', ...facts, code: error.code, reason, remedy, received });
  }
}

function factsOf(route: string, { rule, verified }: Pick<Visit, 'rule' | 'verified'>): DecisionFacts {
  return {
    event: 'auth.decision',
    route,
    handler: rule.handler,
    requirement: rule.requirement,
    caller: verified?.caller,
    tokenId: verified?.uti,
    traceId: trace.getActiveSpan()?.spanContext().traceId,
  };
}
