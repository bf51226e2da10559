import { type AccessToken, authorityOf } from '@nest-entra/auth/acquire';
import { TestIssuer } from '@nest-entra/auth/testing';
import { checkAcceptance } from '../src/checks/acceptance.js';

describe('the guard that the token is shown to', () => {
  let issuer: TestIssuer;
  beforeEach(async () => (issuer = await TestIssuer.start()));
  afterEach(() => issuer.stop());

  const judge = (token: string) =>
    checkAcceptance(
      authorityOf(issuer.entraApiOptions),
      { scope: `api://${issuer.clientId}/.default`, token: { reveal: () => token } as AccessToken },
      undefined,
    );

  it('takes an application with a role', async () => {
    expect(await judge(issuer.app({ roles: ['Stock.Read'] }))).toMatchObject({ outcome: 'passed' });
  });

  it('takes one whose token does not say outright that it is an application, with a warning', async () => {
    const { idtyp: _, ...claims } = issuer.claimsOf({ roles: ['Stock.Read'] });
    expect(await judge(issuer.mint({ claims }))).toMatchObject({
      outcome: 'warned',
      fault: { code: 'DOCTOR_IDTYP_ABSENT' },
    });
  });

  it.each([
    ['that was tampered with', () => issuer.evil.tamperedPayload(), 'AUTH_SIGNATURE_INVALID'],
    ['that is none', () => 'opaque', 'AUTH_TOKEN_MALFORMED'],
  ])('refuses a token %s', async (_what, token, code) => {
    expect(await judge(token())).toMatchObject({ outcome: 'failed', fault: { code } });
  });
});
