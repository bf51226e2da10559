import { DirectoryFileError } from './directory/read-directory.js';
import { EnvironmentError, readEnvironment } from './environment.js';
import { startMockIssuer } from './mock-issuer.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const issuer = await startMockIssuer(readEnvironment(process.env));
  say(`Entra       ${issuer.issuerUrl} and ${issuer.httpUrl}`);
  say(`Key Vault   ${issuer.vaultUrl}`);
  say(`Dashboard   ${issuer.httpUrl}/`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void issuer.close());
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

/** A mistake of the operator's is told in a sentence; anything else is ours and needs its stack. */
function explain(error: unknown): string {
  if (error instanceof EnvironmentError || error instanceof DirectoryFileError) return error.message;
  if (!(error instanceof Error)) return 'The mock issuer could not start.';
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE'
    ? `Port ${port ?? '?'} is taken. Stop what listens there, or choose another by HTTPS_PORT, HTTP_PORT or VAULT_PORT.`
    : (error.stack ?? error.message);
}
