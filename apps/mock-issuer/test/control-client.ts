import { controlToken, type IssuerUnderTest } from './issuer-under-test.js';

export interface ControlAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Calls the control API; with a body it posts. */
export async function control(issuer: IssuerUnderTest, path: string, body?: unknown): Promise<ControlAnswer> {
  const response = await fetch(`${issuer.httpUrl}/control/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${controlToken}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export interface ForgedToken {
  readonly token: string;
  readonly claims: Record<string, unknown>;
}

export async function forge(issuer: IssuerUnderTest, request: unknown): Promise<ForgedToken> {
  const { status, body } = await control(issuer, 'forge', request);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as unknown as ForgedToken;
}
