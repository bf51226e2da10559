import { DirectoryFileError } from './directory/read-directory.js';
import { EnvironmentError } from './environment.js';

/** A mistake of the operator's is told in a sentence; anything else is ours and needs its stack. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof EnvironmentError || error instanceof DirectoryFileError) return error.message;
  const { code, port, stack } = Object(error) as Partial<NodeJS.ErrnoException> & { port?: number };
  return code === 'EADDRINUSE'
    ? `Port ${port ?? '?'} is taken. Stop what listens there, or choose another by HTTPS_PORT, HTTP_PORT or VAULT_PORT.`
    : (stack ?? 'The mock issuer could not start.');
}
