/** What a person does in the browser at the mock issuer's sign-in: opens the address and picks an account. @returns the code. */
export async function authorizationCode(authorizeUrl: string, account: string): Promise<string> {
  const picker = await (await fetch(authorizeUrl)).text();
  const [, objectId = ''] = new RegExp(`value="([^"]+)" data-account="${account}"`).exec(picker) ?? [];
  const { origin, pathname, searchParams } = new URL(authorizeUrl);
  const answer = await fetch(origin + pathname, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams([...searchParams, ['mock_account', objectId]]),
  });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}
