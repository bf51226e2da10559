import { readEnvironment } from './environment.js';
import { startMockIssuer } from './mock-issuer.js';
import { explainStartFailure } from './start-failure.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const issuer = await startMockIssuer(readEnvironment(process.env));
  say(`Entra       ${issuer.issuerUrl} and ${issuer.httpUrl}`);
  say(`Key Vault   ${issuer.vaultUrl}`);
  say(`Dashboard   ${issuer.httpUrl}/`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void issuer.close());
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
}
