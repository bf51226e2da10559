import { type AuthErrorCode } from '../../../src/protect/index.js';
import { type TestIssuer } from '../../../src/testing/index.js';
import { type Call } from '../api.js';

/** A bad request, and the code of its refusal. */
export interface Attack {
  readonly name: string;
  readonly code: AuthErrorCode;
  readonly call: (issuer: TestIssuer) => Promise<Call>;
  /** The scope that the challenge names. */
  readonly scope?: string;
}

type Values = string | readonly string[];
type Token = string | Promise<string>;
type Make<T> = (issuer: TestIssuer) => T;
type Target = { readonly path?: string; readonly scope?: string };

/** What a table of attacks is written with. */
interface Pen {
  /** An Authorization header, or several, as they are. */
  header(name: string, code: AuthErrorCode, values: Make<Values>): void;
  /** A whole request. */
  request(name: string, code: AuthErrorCode, make: Make<Call>): void;
  /** A bearer token to the route for applications, or to another one. */
  token(name: string, code: AuthErrorCode, make: Make<Token>, target?: Target): void;
  /** A really signed app-only token with these claims changed; `undefined` removes one. */
  claims(name: string, code: AuthErrorCode, members: Make<object>): void;
}

export const good = (issuer: TestIssuer) => issuer.app({ roles: ['Stock.Read'] });

export function attackTable(write: (pen: Pen) => void): readonly Attack[] {
  const table: Attack[] = [];
  const token: Pen['token'] = (name, code, make, { path = '/applications', scope } = {}) => {
    const call = async (issuer: TestIssuer) => ({
      path,
      headers: ['Authorization', `Bearer ${await make(issuer)}`],
    });
    table.push({ name, code, call, ...(scope && { scope }) });
  };
  write({
    token,
    header: (name, code, values) => {
      const call = (issuer: TestIssuer) => {
        const headers = [values(issuer)].flat().flatMap((value) => ['Authorization', value]);
        return Promise.resolve({ path: '/applications', headers });
      };
      table.push({ name, code, call });
    },
    request: (name, code, make) => {
      table.push({ name, code, call: (issuer) => Promise.resolve(make(issuer)) });
    },
    claims: (name, code, members) => {
      token(name, code, (issuer) => issuer.evil.claims({ ...members(issuer) }));
    },
  });
  return table;
}
