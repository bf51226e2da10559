import { type AccessToken, CredentialError, TokenError } from '@nest-entra/auth/acquire';
import { z } from 'zod';
import { type EntraClient } from '../entra-client.js';
import { ENTRA_PAGE, ENTRA_REMEDIES, numberIn, saidBy } from '../entra-says.js';
import { faultFrom, sentenceOf } from '../fault.js';
import { failed, type Facts, type Fault, type Finding, passed } from '../finding.js';
import { payloadOf } from './token-payload.js';

export interface ObtainedToken {
  readonly scope: string;
  readonly token: AccessToken;
}

/** Whether the issuer accepts the credential, and gives a token for the API. */
export async function checkToken({ tokens }: EntraClient, scope: string): Promise<Finding<ObtainedToken>> {
  try {
    const token = await tokens.getToken(scope);
    return passed({ for: scope, ...claimsOf(token) }, { scope, token });
  } catch (error) {
    return failed(
      error instanceof TokenError || error instanceof CredentialError ? faultAt(error) : faultFrom(error),
    );
  }
}

function faultAt(error: TokenError | CredentialError): Fault {
  const sentence = saidBy(sentenceOf(error));
  const remedy = ENTRA_REMEDIES[numberIn(sentence) ?? ''];
  return faultFrom(error, { cause: sentence, ...(remedy && { remedy, see: ENTRA_PAGE }) });
}

const MAX_ROLES = 20;

/** Anything may stand in a claim; what is no such thing is not shown. */
const shownClaims = z.object({
  aud: z.string().max(200).catch('none'),
  ver: z.string().max(10).catch('none'),
  roles: z
    .array(z.string().max(128))
    .transform((roles) => roles.slice(0, MAX_ROLES))
    .catch([]),
  idtyp: z.string().max(20).catch('absent'),
});

function claimsOf(token: AccessToken): Facts {
  const { aud, ver, roles, idtyp } = shownClaims.parse(payloadOf(token));
  return { aud, ver, roles: roles.length > 0 ? roles : 'none', idtyp };
}
