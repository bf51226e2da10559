import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { explainStartFailure } from '../src/start-failure.js';
import { directoryFile } from './directory-file.js';
import { startIssuer } from './issuer-under-test.js';

const failure = async (variables: NodeJS.ProcessEnv): Promise<string> => {
  try {
    await (await startIssuer(variables)).close();
    return 'it started';
  } catch (error) {
    return explainStartFailure(error);
  }
};

const answers = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const end = (result: boolean) => () => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });

describe('starting', () => {
  it('says which port is taken, and lets go of the others', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const message = await failure({ VAULT_PORT: String(port) });
    other.close();
    expect(message).toBe(
      `Port ${port} is taken. Stop what listens there, or choose another by HTTPS_PORT, HTTP_PORT or VAULT_PORT.`,
    );
  });

  it('tells mistakes in environment and directory without a stack', async () => {
    expect(await failure({ NODE_ENV: 'production' })).toMatch(/must not run in production/);
    const mistaken = await failure({ MOCK_DIRECTORY_FILE: directoryFile('{"tenant":{}}') });
    expect(mistaken).toMatch(/is not a usable directory:\n {2}tenant\.id/);
    expect(mistaken).not.toContain('    at ');
  });

  it('listens on loopback only', async () => {
    const issuer = await startIssuer();
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const url of [issuer.issuerUrl, issuer.httpUrl, issuer.vaultUrl]) {
      const port = Number(new URL(url).port);
      expect(await answers('127.0.0.1', port)).toBe(true);
      for (const { address } of outside) expect(await answers(address, port)).toBe(false);
    }
    await issuer.close();
  });
});
