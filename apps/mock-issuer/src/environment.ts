import { readFileSync } from 'node:fs';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const urlList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ) // prettier-ignore
  .pipe(z.array(url));
const readableFile = z.string().transform((path, context) => {
  try {
    return { path, content: readFileSync(path, 'utf8') };
  } catch {
    context.addIssue({ code: 'custom', message: `cannot read the file ${path}` });
    return z.NEVER;
  }
});

/** Long enough that nobody guesses it: the launcher and compose make it anew at each start. */
const startSecret = z.string().min(16, 'at least 16 characters');

const environment = z
  .object({
    /** Public address of the https listener; `iss` is `{ISSUER_URL}/{tenant}/v2.0`. Default: https://localhost:{HTTPS_PORT} */
    ISSUER_URL: url.optional(),
    /** 0 takes any free port, here and below: for tests. */
    HTTPS_PORT: port.default(8443),
    HTTP_PORT: port.default(8080),
    VAULT_PORT: port.default(8444),
    HOST: z.string().min(1).default('127.0.0.1'),
    TLS_CERT_FILE: readableFile,
    TLS_KEY_FILE: readableFile,
    /** Further origins, comma-separated, under which clients reach this process and which discovery may echo. */
    ENDPOINT_ORIGINS: urlList,
    VAULT_RESOURCE: url.default('https://vault.azure.net'),
    /** Public address of the vault, the base of every secret's id. Default: https://localhost:{VAULT_PORT} */
    VAULT_URL: url.optional(),
    IDENTITY_HEADER: startSecret,
    CONTROL_TOKEN: startSecret,
    FULFILLMENT_URL: url.default('http://localhost:3000'),
    INVENTORY_URL: url.default('https://localhost:3001'),
    LOCAL_ENV_FILE: z.string().min(1).optional(),
    CA_FILE: z.string().min(1).optional(),
    MOCK_DIRECTORY_FILE: readableFile.optional(),
    /** Keeps the signing key over restarts, as Entra does. Unset: a new one at each start. */
    SIGNING_KEY_FILE: z.string().min(1).optional(),
    NODE_ENV: z.string().optional(),
    ALLOW_PRODUCTION: z.enum(['true', 'false']).default('false'),
  })
  .refine((env) => env.NODE_ENV !== 'production' || env.ALLOW_PRODUCTION === 'true', {
    path: ['NODE_ENV'],
    message:
      'this process hands out tokens to whoever asks and must not run in production (ALLOW_PRODUCTION=true overrides)',
  });

export type Environment = z.output<typeof environment>;

/** Every mistake at once, one line each. Values are never printed: some of them are secrets. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** @throws {EnvironmentError} naming every missing or malformed variable */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const result = environment.safeParse(withoutEmpty(variables));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new EnvironmentError(`The mock issuer's environment is not usable:\n${lines.join('\n')}`);
}

/** Compose files pass unset variables on as empty strings. */
function withoutEmpty(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
}
