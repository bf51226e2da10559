import { ACQUIRE_ERRORS, type AcquireErrorCode, type ConfigurationCode } from '@nest-entra/auth/acquire';
import { type AuthErrorCode, authErrorCodes } from '@nest-entra/auth/protect';
import { DOCTOR_CODES, type DoctorCode } from './doctor-codes.js';

/** Everything that the doctor can name. */
export type FaultCode = ConfigurationCode | AcquireErrorCode | AuthErrorCode | DoctorCode;

/** Codes with an entry in a table. Those of configuration explain themselves in their message. */
export type TabledCode = Exclude<FaultCode, ConfigurationCode>;

export const TABLES = { ...ACQUIRE_ERRORS, ...authErrorCodes, ...DOCTOR_CODES } satisfies Record<
  TabledCode,
  { readonly meaning: string; readonly remedy: string }
>;

export const isTabled = (code: string): code is TabledCode => Object.hasOwn(TABLES, code);

/** Where the documentation speaks of a code. */
export function pageOf(code: FaultCode): string {
  if (code.startsWith('AUTH_CONFIG_')) return 'docs/troubleshooting.md#a-service-does-not-start';
  if (code.startsWith('DOCTOR_')) return 'docs/troubleshooting.md#npm-run-doctor';
  return `docs/error-codes.md#${code.toLowerCase()}`;
}
