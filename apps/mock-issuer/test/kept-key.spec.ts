import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { identityHeader, type IssuerUnderTest, startIssuer } from './issuer-under-test.js';

const directory = mkdtempSync(resolve(tmpdir(), 'mock-issuer-key-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('the signing key', () => {
  it('outlives a restart if it has a file: who holds a token for the vault goes on', async () => {
    const file = resolve(directory, 'kept.pem');
    const token = await during({ SIGNING_KEY_FILE: file }, identityToken);
    expect(await during({ SIGNING_KEY_FILE: file }, (issuer) => vaultStatus(issuer, token))).toBe(200);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is a new one at each start if it has none', async () => {
    const token = await during({}, identityToken);
    expect(await during({}, (issuer) => vaultStatus(issuer, token))).toBe(401);
  });

  it('never replaces what else is in its file', async () => {
    const file = resolve(directory, 'other.pem');
    writeFileSync(file, 'not a key');
    await expect(startIssuer({ SIGNING_KEY_FILE: file })).rejects.toThrow();
  });
});

/** One life of the process. */
async function during<T>(
  variables: NodeJS.ProcessEnv,
  use: (issuer: IssuerUnderTest) => Promise<T>,
): Promise<T> {
  const issuer = await startIssuer(variables);
  try {
    return await use(issuer);
  } finally {
    await issuer.close();
  }
}

async function identityToken(issuer: IssuerUnderTest): Promise<string> {
  const url = `${issuer.httpUrl}/msi/token?api-version=2019-08-01&resource=https://vault.azure.net`;
  const response = await fetch(url, { headers: { 'X-IDENTITY-HEADER': identityHeader } });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function vaultStatus(issuer: IssuerUnderTest, token: string): Promise<number> {
  const url = `${issuer.vaultUrl}/secrets/fulfillment-client-secret?api-version=2026-04-01`;
  const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return status;
}
