import { type IssuerUnderTest } from './issuer-under-test.js';

/** Presses a button of the account picker. @returns where the browser is sent with the answer */
export async function signInAs(
  issuer: IssuerUnderTest,
  userKey: string,
  authorizationUrl: URL,
): Promise<URL> {
  const user = issuer.state.directory.table.users.find(({ key }) => key === userKey);
  const form = new URLSearchParams(authorizationUrl.searchParams);
  form.set('mock_account', user?.objectId ?? '');
  const response = await fetch(new URL(authorizationUrl.pathname, authorizationUrl), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  return new URL(response.headers.get('location') ?? '');
}
