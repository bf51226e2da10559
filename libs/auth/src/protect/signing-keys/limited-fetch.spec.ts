import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fetchJson } from './limited-fetch.js';
import { jwksRsaKeys } from './published-keys.js';

describe('a key document', () => {
  let server: Server;
  let answer: RequestListener;
  let uri: string;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const limits = { fetchTimeoutMs: 20_000, maxDocumentBytes: 100_000 };

  it.each([500, 404, 204])('is not taken from an answer of status %i, whatever it holds', async (status) => {
    answer = (_request, response) => response.writeHead(status).end('{"keys":[{}]}');
    await expect(fetchJson(uri, limits)).rejects.toThrow(`status ${status}`);
  });

  it('is read up to its limit, and not a byte further', async () => {
    const text = JSON.stringify('x'.repeat(limits.maxDocumentBytes - 2));
    answer = (_request, response) => response.end(text);
    expect(await fetchJson(uri, limits)).toBe(JSON.parse(text));
    const { length } = text;
    await expect(fetchJson(uri, { ...limits, maxDocumentBytes: length - 1 })).rejects.toThrow(
      'more than 99999 bytes',
    );
  });

  it('may come in pieces, and is asked for as JSON', async () => {
    let accepted: string | undefined;
    answer = ({ headers: { accept } }, response) => {
      accepted = accept;
      response.write('{"keys":');
      setImmediate(() => response.end('[]}'));
    };
    expect(await fetchJson(uri, limits)).toEqual({ keys: [] });
    expect(accepted).toBe('application/json');
  });

  it('has at most a thousand keys', async () => {
    let count = 1_000;
    answer = (_request, response) =>
      response.end(JSON.stringify({ keys: Array.from({ length: count }, (_, n) => n) }));
    const keys = jwksRsaKeys(uri, limits);
    expect(await keys.read()).toHaveLength(1_000);
    count = 1_001;
    await expect(keys.read()).rejects.toThrow();
  });
});
