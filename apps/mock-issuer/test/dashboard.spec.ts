import { request } from 'node:http';
import { controlToken, type IssuerUnderTest, startIssuer } from './issuer-under-test.js';

describe('the dashboard', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.close());

  const load = (host?: string) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
      (resolve, reject) => {
        request(issuer.httpUrl, { headers: host === undefined ? {} : { host } }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        })
          .on('error', reject)
          .end();
      },
    );

  it('shows directory, keys and requests, with no word from the internet and no secret', async () => {
    const { status, headers, text } = await load();
    expect(status).toBe(200);
    for (const shown of ['Storefront', 'Inventory.Reserve', issuer.state.keys.active.kid])
      expect(text).toContain(shown);
    expect(text).not.toContain(issuer.secretOf('storefront'));
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('gives its control token to listed Host names only', async () => {
    expect((await load()).text).toContain(controlToken);
    const rebound = await load('evil.example.com');
    expect(rebound.status).toBe(421);
    expect(rebound.text).not.toContain(controlToken);
  });
});
