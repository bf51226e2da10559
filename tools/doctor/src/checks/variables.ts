import { type ConfigurationCode, EntraConfigurationError } from '@nest-entra/auth/acquire';
import { z } from 'zod';

/** The code under which the library itself would refuse a variable; those that are missing here choose a credential. */
const CODE_OF: Readonly<Record<string, ConfigurationCode>> = {
  ENTRA_TENANT_ID: 'AUTH_CONFIG_TENANT',
  ENTRA_CLIENT_ID: 'AUTH_CONFIG_CLIENT_ID',
  ENTRA_AUTHORITY_HOST: 'AUTH_CONFIG_AUTHORITY',
  ENTRA_ISSUER: 'AUTH_CONFIG_ISSUER',
  ENTRA_ALLOWED_CALLERS: 'AUTH_CONFIG_CALLERS',
};

const codeOf = (name: string) => CODE_OF[name] ?? 'AUTH_CONFIG_CREDENTIAL';

/** @throws {EntraConfigurationError} when the variable is not set */
export function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name]?.trim();
  if (value) return value;
  throw new EntraConfigurationError(
    codeOf(name),
    `${name} is not set: set it, docs/real-entra.md says to what.`,
  );
}

/**
 * Reads variables by one of the library's schemas.
 *
 * @throws {EntraConfigurationError} with the code of the first variable that is wrong; its sentence names all of them
 */
export function parseVariables<Shape extends z.ZodRawShape>(shape: Shape, environment: NodeJS.ProcessEnv) {
  const result = z.object(shape).safeParse(environment);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map(({ path }) => String(path[0])))];
  const told = names.map((name) => `${name} ${environment[name] ? 'is malformed' : 'is not set'}`);
  throw new EntraConfigurationError(
    codeOf(names[0] ?? ''),
    `${told.join(', ')} (${result.error.issues[0]?.message ?? ''}): set ${names.join(', ')} as docs/real-entra.md says.`,
  );
}
