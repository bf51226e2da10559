import { CredentialUnavailableError } from '@azure/identity';
import { compactVerify, importX509 } from 'jose';
import forge from 'node-forge';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  clientSecret,
  type Credential,
  keyVaultCertificate,
  keyVaultSecret,
  Secret,
  signedAssertion,
  workloadIdentity,
} from '../../src/acquire/index.js';
import { logged } from './captured-logs.js';
import { startClient } from './client-application.js';
import { daysFromNow, makeCertificate, thumbprintOf } from './local-certificates.js';
import { clientId, LEAK_MARK, LocalEntra, newSecret, scope, tenantId } from './local-entra.js';
import { MINUTE_MS } from './test-clock.js';

const PEM = 'application/x-pem-file';
const PKCS12 = 'application/x-pkcs12';

describe('a credential', () => {
  let entra: LocalEntra;
  beforeEach(async () => (entra = await LocalEntra.start()));

  /** What the issuer was shown in the only token request so far. */
  const shown = (): URLSearchParams => entra.tokenRequests[0] ?? new URLSearchParams();
  const secretIn = (name: string) => keyVaultSecret({ vaultUrl: entra.origin, name });
  const certificateIn = (name: string) => keyVaultCertificate({ vaultUrl: entra.origin, name });
  const failing = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

  describe('from Key Vault, a secret', () => {
    it('is shown to the issuer', async () => {
      const value = newSecret();
      entra.clientSecrets.add(value);
      entra.store('the-secret', { value });
      const { tokens } = await startClient(entra, { credential: secretIn('the-secret') });
      await tokens.getToken(scope);
      expect(shown().get('client_secret')).toBe(value);
    });

    it.each([
      ['does not exist', undefined, 'CREDENTIAL_NOT_FOUND', /'the-secret' in localhost:\d+ does not exist/],
      ['may not be read', { status: 403, body: {} }, 'CREDENTIAL_ACCESS_DENIED', /may not be read/],
      [
        'is in a vault that is away',
        'drop' as const,
        'CREDENTIAL_SOURCE_UNAVAILABLE',
        /cannot be read at the moment/,
      ],
    ])('that %s keeps the service from starting, by name', async (_what, fault, code, message) => {
      entra.vaultFault = fault;
      const start = startClient(entra, { credential: secretIn('the-secret') });
      await expect(start).rejects.toMatchObject(failing(code, message));
    });

    it('cannot be had without an identity', async () => {
      const identity = { getToken: () => Promise.reject(new CredentialUnavailableError('no identity here')) };
      const credential = keyVaultSecret({ vaultUrl: entra.origin, name: 'the-secret', identity });
      await expect(startClient(entra, { credential })).rejects.toMatchObject(
        failing('CREDENTIAL_ACCESS_DENIED', /may not be read by this process/),
      );
    });

    it.each(['', '  \n'])("that is blank ('%s') keeps the service from starting", async (value) => {
      entra.store('the-secret', { value });
      const start = startClient(entra, { credential: secretIn('the-secret') });
      await expect(start).rejects.toMatchObject(failing('CREDENTIAL_EMPTY', /'the-secret'.* is blank/));
    });

    it('that the vault answers without a value or a version is blank, or has a version like any other', async () => {
      const id = `${entra.origin}/secrets/the-secret`;
      entra.vaultFault = { status: 200, body: { id, attributes: {} } };
      await expect(startClient(entra, { credential: secretIn('the-secret') })).rejects.toMatchObject({
        code: 'CREDENTIAL_EMPTY',
      });
      entra.vaultFault = { status: 200, body: { id, attributes: {}, value: newSecret() } };
      const { credentials } = await startClient(entra, { credential: secretIn('the-secret') });
      expect(credentials.held?.version).toBe('');
    });

    it.each([
      ['http://my-vault.vault.azure.net', 'name', /KEY_VAULT_URL/],
      ['my-vault', 'name', /KEY_VAULT_URL/],
      ['https://my-vault.vault.azure.net', 'a/b', /KEY_VAULT_CREDENTIAL_NAME/],
      ['https://my-vault.vault.azure.net', '', /KEY_VAULT_CREDENTIAL_NAME/],
    ])("of the vault '%s' and the name '%s' is refused as configured", (vaultUrl, name, message) => {
      const problem = failing('AUTH_CONFIG_VAULT', message);
      expect(() => keyVaultSecret({ vaultUrl, name })).toThrow(expect.objectContaining(problem));
      expect(() => keyVaultCertificate({ vaultUrl, name })).toThrow(expect.objectContaining(problem));
    });
  });

  describe('from Key Vault, a certificate', () => {
    const pfxWith = (password: string | null) => (certificate: string, key: string) => {
      const file = forge.pkcs12.toPkcs12Asn1(
        forge.pki.privateKeyFromPem(key),
        [forge.pki.certificateFromPem(certificate)],
        password,
        { algorithm: '3des' },
      );
      return forge.util.encode64(forge.asn1.toDer(file).getBytes());
    };

    it.each([
      ['PEM, key first', PEM, (certificate: string, key: string) => `${key}\n${certificate}`],
      ['PEM, certificate first', PEM, (certificate: string, key: string) => `${certificate}\n${key}`],
      ['PKCS#12 with an empty password', PKCS12, pfxWith('')],
      ['PKCS#12 with no password', PKCS12, pfxWith(null)],
    ])('as %s signs assertions PS256 and names itself by x5t#S256', async (_form, contentType, store) => {
      const { certificate, key } = await makeCertificate();
      entra.store('the-certificate', { value: store(certificate, key), contentType });
      const { tokens } = await startClient(entra, { credential: certificateIn('the-certificate') });
      await tokens.getToken(scope);
      const { protectedHeader, payload } = await compactVerify(
        shown().get('client_assertion') ?? '',
        await importX509(certificate, 'PS256'),
      );
      expect(protectedHeader).toMatchObject({
        alg: 'PS256',
        'x5t#S256': Buffer.from(thumbprintOf(certificate), 'hex').toString('base64url'),
      });
      expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ iss: clientId, sub: clientId });
      expect(shown().has('client_secret')).toBe(false);
    });

    it('is found among the certificates of its chain', async () => {
      const other = await makeCertificate();
      const { certificate, key } = await makeCertificate();
      entra.store('the-certificate', {
        value: [other.certificate, certificate, key].join('\n'),
        contentType: PEM,
      });
      const { credentials } = await startClient(entra, { credential: certificateIn('the-certificate') });
      expect(credentials.held?.material).toMatchObject({ thumbprintSha256: thumbprintOf(certificate) });
    });

    const whole = async (wish: Parameters<typeof makeCertificate>[0]) => {
      const { certificate, key } = await makeCertificate(wish);
      return `${key}\n${certificate}`;
    };
    const broken = '\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

    it.each<[string, string, string, () => Promise<string> | string]>([
      [
        'has expired',
        'CREDENTIAL_EXPIRED',
        PEM,
        () => whole({ notBefore: daysFromNow(-9), notAfter: daysFromNow(-1) }),
      ],
      ['is not valid yet', 'CREDENTIAL_NOT_YET_VALID', PEM, () => whole({ notBefore: daysFromNow(1) })],
      ['has an elliptic key', 'CREDENTIAL_KEY_TYPE', PEM, () => whole({ key: { type: 'ec' } })],
      ['has a short key', 'CREDENTIAL_KEY_TYPE', PEM, () => whole({ key: { type: 'rsa', bits: 1024 } })],
      [
        'comes without its key',
        'CREDENTIAL_CERTIFICATE_INVALID',
        PEM,
        async () => (await makeCertificate()).certificate,
      ],
      [
        'comes with its key only',
        'CREDENTIAL_CERTIFICATE_INVALID',
        PEM,
        async () => (await makeCertificate()).key,
      ],
      [
        'comes with another key',
        'CREDENTIAL_CERTIFICATE_INVALID',
        PEM,
        async () => `${(await makeCertificate()).certificate}\n${(await makeCertificate()).key}`,
      ],
      [
        'is damaged',
        'CREDENTIAL_CERTIFICATE_INVALID',
        PEM,
        async () => (await makeCertificate()).key + broken,
      ],
      ['is no certificate', 'CREDENTIAL_CERTIFICATE_INVALID', PEM, () => newSecret()],
      ['is no PKCS#12', 'CREDENTIAL_CERTIFICATE_INVALID', PKCS12, () => newSecret()],
      [
        'is a PKCS#12 without a key',
        'CREDENTIAL_CERTIFICATE_INVALID',
        PKCS12,
        async () => {
          const certificate = forge.pki.certificateFromPem((await makeCertificate()).certificate);
          const file = forge.pkcs12.toPkcs12Asn1(null, [certificate], '');
          return forge.util.encode64(forge.asn1.toDer(file).getBytes());
        },
      ],
      ['is blank', 'CREDENTIAL_EMPTY', PEM, () => ' '],
    ])('that %s keeps the service from starting', async (_what, code, contentType, value) => {
      entra.store('the-certificate', { value: await value(), contentType });
      const start = startClient(entra, { credential: certificateIn('the-certificate') });
      await expect(start).rejects.toMatchObject(
        failing(code, /the certificate 'the-certificate' in localhost/),
      );
    });
  });

  describe('of a workload identity', () => {
    let folder: string;
    beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'workload-'))));
    afterEach(() => rm(folder, { recursive: true }));

    it('is read again for every token request, so that a renewed file is used at once', async () => {
      const tokenFile = join(folder, 'token');
      await writeFile(tokenFile, `${LEAK_MARK}-first\n`);
      const { tokens } = await startClient(entra, { credential: workloadIdentity({ tokenFile }) });
      await tokens.getToken(scope);
      await writeFile(tokenFile, `${LEAK_MARK}-second\n`);
      await tokens.getToken('api://other/.default');
      expect(entra.tokenRequests.map((request) => request.get('client_assertion'))).toEqual([
        `${LEAK_MARK}-first`,
        `${LEAK_MARK}-second`,
      ]);
    });

    it('that vanishes at run time is told by its name', async () => {
      const tokenFile = join(folder, 'token');
      await writeFile(tokenFile, `${LEAK_MARK}-first`);
      const { tokens } = await startClient(entra, { credential: workloadIdentity({ tokenFile }) });
      await rm(tokenFile);
      await expect(tokens.getToken(scope)).rejects.toMatchObject(
        failing('CREDENTIAL_NOT_FOUND', /token does not exist/),
      );
    });

    it.each<[string, string, (path: string) => Promise<unknown>]>([
      ['does not exist', 'CREDENTIAL_NOT_FOUND', () => Promise.resolve()],
      ['is blank', 'CREDENTIAL_EMPTY', (path) => writeFile(path, '\n')],
      [
        'is far too large for a token',
        'CREDENTIAL_NOT_FOUND',
        (path) => writeFile(path, 'x'.repeat(65 * 1024)),
      ],
    ])('whose file %s keeps the service from starting', async (_what, code, prepare) => {
      const tokenFile = join(folder, 'token');
      await prepare(tokenFile);
      const start = startClient(entra, { credential: workloadIdentity({ tokenFile }) });
      await expect(start).rejects.toMatchObject({ code });
    });

    it('whose path names a folder keeps the service from starting', async () => {
      const start = startClient(entra, { credential: workloadIdentity({ tokenFile: folder }) });
      await expect(start).rejects.toMatchObject({ code: 'CREDENTIAL_ACCESS_DENIED' });
    });
  });

  describe('of a signed assertion', () => {
    it('is signed for this client and token endpoint, and signed again shortly before it ends', async () => {
      const requests: unknown[] = [];
      const sign = (request: unknown) => {
        requests.push(request);
        return {
          assertion: `${LEAK_MARK}-${requests.length}`,
          expiresAt: new Date(clock.now() + 10 * MINUTE_MS),
        };
      };
      const { tokens, clock } = await startClient(entra, { credential: signedAssertion(sign) });
      await tokens.getToken(scope);
      clock.advance(7 * MINUTE_MS);
      await tokens.getToken('api://second/.default');
      clock.advance(2 * MINUTE_MS);
      await tokens.getToken('api://third/.default');
      expect(requests).toEqual([
        { clientId, tokenEndpoint: `${entra.origin}/${tenantId}/oauth2/v2.0/token` },
        { clientId, tokenEndpoint: `${entra.origin}/${tenantId}/oauth2/v2.0/token` },
      ]);
      expect(entra.tokenRequests.map((request) => request.get('client_assertion'))).toEqual([
        `${LEAK_MARK}-1`,
        `${LEAK_MARK}-1`,
        `${LEAK_MARK}-2`,
      ]);
    });

    it.each([
      ['throws', () => Promise.reject(new Error('the HSM is away'))],
      ['gives nothing', () => ({ assertion: ' ', expiresAt: new Date() })],
    ])('whose callback %s is told as such', async (_what, sign) => {
      const { tokens } = await startClient(entra, { credential: signedAssertion(sign) });
      await expect(tokens.getToken(scope)).rejects.toMatchObject({ code: 'CREDENTIAL_ASSERTION_FAILED' });
      expect(entra.tokenRequests).toEqual([]);
    });

    it('whose callback fails later on is told as such, too: the issuer had no say in it', async () => {
      const works = { assertion: LEAK_MARK, expiresAt: new Date(0) };
      const answers = [() => Promise.resolve(works), () => Promise.reject(new Error('the HSM is away'))];
      const sign = () => answers.shift()?.() ?? Promise.reject(new Error('the HSM is still away'));
      const { tokens } = await startClient(entra, { credential: signedAssertion(sign) });
      await tokens.getToken(scope);
      await expect(tokens.getToken('api://second/.default')).rejects.toMatchObject({
        code: 'CREDENTIAL_ASSERTION_FAILED',
      });
      expect(entra.tokenRequests).toHaveLength(1);
    });
  });

  describe('in the configuration', () => {
    it('takes a secret that is already wrapped', async () => {
      const value = newSecret();
      entra.clientSecrets.add(value);
      const { tokens } = await startClient(entra, { credential: clientSecret(new Secret(value)) });
      await expect(tokens.getToken(scope)).resolves.toBeDefined();
    });

    it('that is blank keeps the service from starting', async () => {
      await expect(startClient(entra, { credential: clientSecret(' ') })).rejects.toMatchObject({
        code: 'CREDENTIAL_EMPTY',
      });
    });
  });

  describe('of an ordered list', () => {
    const missing = (): Credential => secretIn('not-there');

    it('is the first that is usable, and the log says why the others are not', async () => {
      const value = newSecret();
      entra.clientSecrets.add(value);
      const { tokens, credentials } = await startClient(entra, {
        credential: [missing(), workloadIdentity({ tokenFile: '/nowhere/token' }), clientSecret(value)],
      });
      await tokens.getToken(scope);
      expect(credentials.held?.source).toBe('the client secret in the configuration');
      expect(logged.join('\n')).toMatch(
        /next credential source: CREDENTIAL_NOT_FOUND: the secret 'not-there'/,
      );
      expect(logged.join('\n')).toMatch(/next credential source: CREDENTIAL_NOT_FOUND: the federated token/);
    });

    it('keeps the service from starting when none is usable, with every reason', async () => {
      const start = startClient(entra, { credential: [missing(), clientSecret(' ')] });
      await expect(start).rejects.toMatchObject(
        failing('CREDENTIAL_NONE_USABLE', /CREDENTIAL_NOT_FOUND.*\| CREDENTIAL_EMPTY/),
      );
    });
  });
});
