import { type FormParameters } from '../../http/form-parameters.js';
import { type RequestNote } from '../../request-log.js';
import { EntraError } from '../entra-error.js';

/** A POST to the token endpoint, before anything in it is believed. */
export interface TokenRequest {
  readonly form: FormParameters;
  readonly authorization: string | undefined;
  /** The Origin header: set by browsers on cross-origin requests, and what makes a redemption "cross-origin". */
  readonly origin: string | undefined;
  /** Tells the request log. */
  readonly note: (note: RequestNote) => void;
}

export interface TokenResponse {
  readonly token_type: 'Bearer';
  readonly scope?: string;
  readonly expires_in: number;
  readonly ext_expires_in: number;
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly client_info?: string;
}

/** @throws {EntraError} 900144 when the parameter is absent or empty */
export function requireParameter(form: FormParameters, parameter: string): string {
  const value = form.get(parameter);
  if (value === undefined) throw new EntraError(900144, { parameter });
  return value;
}
