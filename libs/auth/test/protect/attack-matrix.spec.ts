import { makeKeyPair, TestClock, TestIssuer } from '../../src/testing/index.js';
import { Api, type Platform } from './api.js';
import { attacks } from './attacks/attacks.js';
import { expectedAnswer } from './attacks/expected-answer.js';
import { goodRequests } from './attacks/good-requests.js';
import { reached, TargetController } from './attacks/target.controller.js';

describe.each<Platform>(['fastify', 'express'])('on %s, a guarded route', (platform) => {
  let issuer: TestIssuer;
  let api: Api;

  beforeAll(async () => {
    issuer = await TestIssuer.start({ clock: new TestClock() });
    issuer.publish(await makeKeyPair('a-second-key'));
    const options = { ...issuer.entraApiOptions, allowedCallers: ['22223333-cccc-4444-dddd-5555eeee6666'] };
    api = await Api.start(options, [TargetController], { platform });
    await api.get('/applications', issuer.app({ roles: ['Stock.Read'] }));
    reached.handlers = 0;
  });

  afterAll(async () => {
    await api.close();
    await issuer.stop();
  });

  // Express takes no option for the size of headers: Node answers before us
  const applicable = attacks.filter(({ code }) => platform === 'fastify' || code !== 'AUTH_TOKEN_TOO_LARGE');

  it('is put to the test by at least 120 bad requests, no two alike', () => {
    expect(new Set(applicable.map(({ name }) => name)).size).toBe(applicable.length);
    expect(applicable.length).toBeGreaterThanOrEqual(120);
  });

  it.each(applicable)('refuses $name: $code', async (attack) => {
    const { status, body, challenge } = expectedAnswer(attack, issuer.clientId);
    const answer = await api.send(await attack.call(issuer));
    expect(answer).toMatchObject({
      status,
      headers: {
        'content-type': expect.stringMatching(/^application\/problem\+json/),
        'www-authenticate': challenge,
      },
    });
    expect(answer.body).toEqual(body);
  });

  it('closes the connection on a megabyte of headers, before anybody reads it', async () => {
    const endless = `GET /applications HTTP/1.1\r\nAuthorization: Bearer ${'x'.repeat(1024 * 1024)}`;
    // the 431 gets lost where the reset overtakes it
    expect(await api.statusLineFor(endless)).toMatch(/^(HTTP\/1.1 431 .*)?$/);
  });

  it('let none of them reach a handler, and asked the issuer at most twice', () => {
    expect(reached.handlers).toBe(0);
    expect(issuer.server.requests).toBeLessThanOrEqual(2);
  });

  it.each(goodRequests)('answers $name', async ({ call }) => {
    expect((await api.send(call(issuer))).status).toBe(200);
  });

  it('never looks at a token where it is public', async () => {
    expect((await api.get('/everybody', 'rubbish')).status).toBe(200);
    expect((await api.get('/everybody')).status).toBe(200);
  });
});
