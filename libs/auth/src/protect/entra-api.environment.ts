import { z } from 'zod';
import { isGuid } from '../entra/guid.js';
import { type EntraApiOptions } from './entra-api.options.js';

const guid = z.string().trim().refine(isGuid, 'must be a GUID');
/** `VAR=` in a compose file or a shell means "not set". */
const unsetIfEmpty = (value: unknown) => (value === '' ? undefined : value);
const optionalUrl = z.preprocess(unsetIfEmpty, z.string().trim().optional());

/** What a schema with {@link entraApiEnvironment} in it gives. */
export interface EntraApiEnvironment {
  /** The tenant whose tokens are accepted. */
  readonly ENTRA_TENANT_ID: string;
  /** The client id of this API: the audience of its tokens. */
  readonly ENTRA_CLIENT_ID: string;
  /** Default: https://login.microsoftonline.com */
  readonly ENTRA_AUTHORITY_HOST?: string | undefined;
  /** Only where the issuer differs from the address that answers, as in containers. */
  readonly ENTRA_ISSUER?: string | undefined;
  /** Client ids of the applications that may call, separated by commas. Default: all that hold the role of the route. */
  readonly ENTRA_ALLOWED_CALLERS?: readonly string[] | undefined;
}

/**
 * The variables of {@link EntraApiOptions}, as a raw zod shape to put into a service's own schema.
 *
 * @example
 * ```ts
 * const environment = z.object({ ...entraApiEnvironment, PORT: z.coerce.number() });
 * ```
 */
// typed by what it gives: the classes of zod that make it up differ from one minor version to the next
export const entraApiEnvironment: {
  readonly [Name in keyof EntraApiEnvironment]-?: z.ZodType<EntraApiEnvironment[Name]>;
} = {
  ENTRA_TENANT_ID: guid,
  ENTRA_CLIENT_ID: guid,
  ENTRA_AUTHORITY_HOST: optionalUrl,
  ENTRA_ISSUER: optionalUrl,
  ENTRA_ALLOWED_CALLERS: z.preprocess(
    unsetIfEmpty,
    z
      .string()
      .transform((list) => list.split(',').map((item) => item.trim()))
      .pipe(z.array(guid))
      .optional(),
  ),
};

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
