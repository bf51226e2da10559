import { z } from 'zod';
import { isGuid } from '../entra/guid.js';
import { type EntraApiOptions } from './entra-api.options.js';

const guid = z.string().trim().refine(isGuid, 'must be a GUID');
/** `VAR=` in a compose file or a shell means "not set". */
const unsetIfEmpty = (value: unknown) => (value === '' ? undefined : value);
const optionalUrl = z.preprocess(unsetIfEmpty, z.string().trim().optional());

/**
 * The variables of {@link EntraApiOptions}, as a raw zod shape to put into a service's own schema.
 *
 * @example
 * const environment = z.object({ ...entraApiEnvironment, PORT: z.coerce.number() });
 */
export const entraApiEnvironment = {
  /** The tenant whose tokens are accepted. */
  ENTRA_TENANT_ID: guid,
  /** The client id of this API: the audience of its tokens. */
  ENTRA_CLIENT_ID: guid,
  /** Default: https://login.microsoftonline.com */
  ENTRA_AUTHORITY_HOST: optionalUrl,
  /** Only where the issuer differs from the address that answers, as in containers. */
  ENTRA_ISSUER: optionalUrl,
  /** Client ids of the applications that may call, separated by commas. Default: all that hold the role of the route. */
  ENTRA_ALLOWED_CALLERS: z.preprocess(
    unsetIfEmpty,
    z
      .string()
      .transform((list) => list.split(',').map((item) => item.trim()))
      .pipe(z.array(guid))
      .optional(),
  ),
} as const;

/** What a schema with {@link entraApiEnvironment} in it gives. */
export interface EntraApiEnvironment {
  readonly ENTRA_TENANT_ID: string;
  readonly ENTRA_CLIENT_ID: string;
  readonly ENTRA_AUTHORITY_HOST?: string | undefined;
  readonly ENTRA_ISSUER?: string | undefined;
  readonly ENTRA_ALLOWED_CALLERS?: readonly string[] | undefined;
}

/** The options that the environment sets. */
export function entraApiOptions(environment: EntraApiEnvironment): EntraApiOptions {
  return {
    tenantId: environment.ENTRA_TENANT_ID,
    clientId: environment.ENTRA_CLIENT_ID,
    authorityHost: environment.ENTRA_AUTHORITY_HOST,
    issuer: environment.ENTRA_ISSUER,
    allowedCallers: environment.ENTRA_ALLOWED_CALLERS,
  };
}
