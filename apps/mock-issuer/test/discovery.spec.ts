import { X509Certificate } from 'node:crypto';
import { request } from 'node:http';
import { type IssuerUnderTest, startIssuer, tenantId } from './issuer-under-test.js';

const path = `/${tenantId}/v2.0/.well-known/openid-configuration`;

describe('discovery and keys', () => {
  let issuer: IssuerUnderTest;
  beforeAll(async () => {
    issuer = await startIssuer({ ENDPOINT_ORIGINS: 'https://mock-issuer:8443, http://mock-issuer:8080' });
  });
  afterAll(() => issuer.close());

  /** fetch() would not let a test choose its Host header. */
  const discoverAs = (host: string) =>
    new Promise<Record<string, string>>((resolve, reject) => {
      request(`${issuer.httpUrl}${path}`, { headers: { host } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(JSON.parse(text) as Record<string, string>));
      })
        .on('error', reject)
        .end();
    });

  it('publishes the fields of Entra, in its order, and none more', async () => {
    const document = (await (await fetch(`${issuer.issuerUrl}${path}`)).json()) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual([
      'token_endpoint',
      'token_endpoint_auth_methods_supported',
      'jwks_uri',
      'response_modes_supported',
      'subject_types_supported',
      'id_token_signing_alg_values_supported',
      'response_types_supported',
      'scopes_supported',
      'issuer',
      'request_uri_parameter_supported',
      'userinfo_endpoint',
      'authorization_endpoint',
      'device_authorization_endpoint',
      'http_logout_supported',
      'frontchannel_logout_supported',
      'end_session_endpoint',
      'claims_supported',
      'kerberos_endpoint',
      'mtls_endpoint_aliases',
      'tls_client_certificate_bound_access_tokens',
      'tenant_region_scope',
      'cloud_instance_name',
      'cloud_graph_host_name',
      'msgraph_host',
      'rbac_url',
    ]);
    expect(document['issuer']).toBe(`${issuer.issuerUrl}/${tenantId}/v2.0`);
  });

  it('may be cached for a day and read by any page', async () => {
    for (const url of [path, `/${tenantId}/discovery/v2.0/keys`]) {
      const { headers } = await fetch(`${issuer.httpUrl}${url}`);
      expect(headers.get('cache-control')).toBe('max-age=86400, private');
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('gives the endpoints under the requested address if that is listed, and one issuer under all', async () => {
    const document = await discoverAs('mock-issuer:8080');
    expect(document['token_endpoint']).toBe(`http://mock-issuer:8080/${tenantId}/oauth2/v2.0/token`);
    expect(document['issuer']).toBe(`${issuer.issuerUrl}/${tenantId}/v2.0`);
  });

  it('never echoes an address that is not listed', async () => {
    const document = await discoverAs('evil.example.com');
    expect(JSON.stringify(document)).not.toContain('evil');
    expect(document['jwks_uri']).toBe(`${issuer.issuerUrl}/${tenantId}/discovery/v2.0/keys`);
  });

  it("gives the literal {tenantid} as the issuer's tenant under common", async () => {
    const response = await fetch(`${issuer.httpUrl}/common/v2.0/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: `${issuer.issuerUrl}/{tenantid}/v2.0`,
      token_endpoint: `${issuer.httpUrl}/common/oauth2/v2.0/token`,
    });
  });

  it('answers for the domain of the tenant with the issuer of its id', async () => {
    const response = await fetch(
      `${issuer.httpUrl}/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration`,
    );
    expect(await response.json()).toMatchObject({ issuer: `${issuer.issuerUrl}/${tenantId}/v2.0` });
  });

  it('publishes keys as Entra does: kid is x5t, x5c holds the key, an issuer, and no alg', async () => {
    const response = await fetch(`${issuer.httpUrl}/${tenantId}/discovery/v2.0/keys`);
    const { keys } = (await response.json()) as { keys: Record<string, string | string[]>[] };
    for (const key of keys) {
      expect(Object.keys(key)).toEqual(['kty', 'use', 'kid', 'x5t', 'n', 'e', 'x5c', 'issuer']);
      const certificate = new X509Certificate(Buffer.from(key['x5c']?.[0] ?? '', 'base64'));
      const thumbprint = Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex').toString(
        'base64url',
      );
      expect(key['kid']).toBe(thumbprint);
      expect(key['x5t']).toBe(thumbprint);
      expect(certificate.publicKey.export({ format: 'jwk' })).toMatchObject({ n: key['n'], e: 'AQAB' });
      expect(key['issuer']).toBe(`${issuer.issuerUrl}/${tenantId}/v2.0`);
    }
  });
});
