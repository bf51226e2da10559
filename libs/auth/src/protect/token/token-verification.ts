import { type SigningKey } from '../signing-keys/signing-key.js';
import { callerOf } from './caller-of.js';
import { assertClaims } from './claim-checks.js';
import { assertUnambiguous } from './claim-names.js';
import { InternedLists } from './interned-lists.js';
import { KnownHeaders } from './known-headers.js';
import { type Moment } from './lifetime.js';
import { type TokenForm, tokenFormOf } from './token-form.js';
import { type TokenHeader } from './token-header.js';
import { claimedTenant, type TrustedTenant } from './trusted-tenant.js';
import { type VerifiedToken } from './verified-token.js';

/** A token whose key was found, and whose signature is to be verified with it. */
export interface Candidate {
  readonly form: TokenForm;
  readonly header: TokenHeader;
  readonly tenant: TrustedTenant;
  readonly key: SigningKey;
}

/** What is checked around the signature, which is passport-jwt's part. Knows nothing of HTTP. */
export class TokenVerification {
  readonly #headers = new KnownHeaders();
  readonly #lists = new InternedLists();

  constructor(
    private readonly tenants: readonly [TrustedTenant, ...TrustedTenant[]],
    private readonly audiences: ReadonlySet<unknown>,
    private readonly moment: () => Moment,
  ) {}

  /**
   * Before the signature: the form of the token, its header, and its key. Waits only for a key that is unknown yet.
   *
   * @throws {InvalidTokenError | KeysUnavailableError} also as a rejection
   */
  prepare(token: string): Candidate | Promise<Candidate> {
    const form = tokenFormOf(token);
    const header = this.#headers.read(form.encodedHeader);
    const tenant = claimedTenant(form.payload, this.tenants);
    const key = tenant.keys.current(header.kid);
    return key
      ? { form, header, tenant, key }
      : tenant.keys.find(header.kid).then((found) => ({ form, header, tenant, key: found }));
  }

  /**
   * After the signature: the claims.
   *
   * @param claims the payload as passport-jwt parsed it
   * @throws {@link InvalidTokenError}
   */
  accept({ form, header, tenant, key }: Candidate, claims: unknown): VerifiedToken {
    assertUnambiguous(form.payload, claims);
    const { issuer, tenantId } = tenant.authority;
    const { nowSeconds, toleranceSeconds } = this.moment();
    assertClaims(claims, { issuer, tenantId, audiences: this.audiences, nowSeconds, toleranceSeconds });
    this.#headers.remember(form.encodedHeader, header);
    return {
      caller: callerOf(claims, this.#lists),
      uti: typeof claims.uti === 'string' ? claims.uti : undefined,
      notBeforeSeconds: claims.nbf,
      expiresAtSeconds: claims.exp,
      key,
      keys: tenant.keys,
    };
  }
}
