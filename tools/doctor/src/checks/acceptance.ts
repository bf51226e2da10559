import { type AccessToken, type Authority } from '@nest-entra/auth/acquire';
import { type Decision } from '@nest-entra/auth/protect';
import { faultOf } from '../fault.js';
import { failed, type Finding, passed, warned } from '../finding.js';
import { judgeAsApi } from '../stand-in-api.js';
import { payloadOf } from './token-payload.js';
import { type ObtainedToken } from './token.js';

/**
 * Whether an API that is protected by this library would take the token: it is shown to the library's own guard, set up
 * with the audience of the API. Signature, version, issuer, audience, times and roles are judged as they would be there.
 */
export async function checkAcceptance(
  authority: Authority,
  { scope, token }: ObtainedToken,
  audience: string | undefined,
): Promise<Finding> {
  const clientId = audience ?? clientIdIn(scope);
  if (clientId === undefined) return warned(faultOf('DOCTOR_AUDIENCE_UNKNOWN'), { for: scope }, undefined);
  const roles = rolesIn(token);
  const decision = await judgeAsApi({ authority, clientId, roles }, token);
  return decision.outcome === 'allow' ? accepted(decision, clientId, token) : failed(refused(decision));
}

function accepted(
  { caller }: Extract<Decision, { outcome: 'allow' }>,
  clientId: string,
  token: AccessToken,
): Finding {
  const facts = { 'an API with client id': clientId, 'takes it from': caller.clientId, roles: caller.roles };
  return payloadOf(token)['idtyp'] === 'app'
    ? passed(facts, undefined)
    : warned(faultOf('DOCTOR_IDTYP_ABSENT'), facts, undefined);
}

function refused({ code, reason, remedy, received }: Extract<Decision, { outcome: 'deny' }>) {
  return faultOf(code, {
    cause: received === undefined ? reason : `${reason} The token has ${received}.`,
    remedy,
  });
}

/** Entra's default Application ID URI holds the client id; so does a scope that names the API by it. */
function clientIdIn(scope: string): string | undefined {
  return /^(?:api:\/\/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/\.default$/i.exec(scope)?.[1];
}

/** What a decorator can name: a role of another form opens no route. */
const ROLE_NAME = /^[\x21\x23-\x5b\x5d-\x7e]{1,250}$/;

/** What the stand-in asks for. With any role at all the token opens some route; with none it opens nothing. */
function rolesIn(token: AccessToken): readonly [string, ...string[]] {
  const { roles } = payloadOf(token);
  const names = Array.isArray(roles) ? roles.filter(isRoleName) : [];
  const [first = 'Any.Role', ...others] = names;
  return [first, ...others];
}

const isRoleName = (role: unknown): role is string => typeof role === 'string' && ROLE_NAME.test(role);
