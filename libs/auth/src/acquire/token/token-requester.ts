import { TokenError } from '../acquire-error.js';
import { type CredentialStore } from '../credentials/credential-store.js';
import { type LoadedCredential } from '../credentials/loaded-credential.js';
import { type IssuedToken } from './issued-token.js';
import { MsalApplication, type MsalSetting } from './msal-application.js';

/**
 * Fetches a token with whatever credential is valid now: a refused credential is read again once, and the request
 * repeated once if that brought another one. A rotated secret costs one extra request, not a restart.
 */
export class TokenRequester {
  #application: { readonly of: LoadedCredential; readonly msal: Promise<MsalApplication> } | undefined;

  constructor(
    private readonly setting: MsalSetting,
    private readonly credentials: CredentialStore,
  ) {}

  /** Loads what the first request needs, so that what is missing is known at boot. @throws {@link CredentialError} */
  async prepare(): Promise<void> {
    await this.#applicationFor(await this.credentials.current()).msal;
  }

  /** @throws {TokenError | CredentialError} */
  async requestToken(scope: string): Promise<IssuedToken> {
    const credential = await this.credentials.current();
    try {
      return await this.#requestWith(credential, scope);
    } catch (error) {
      if (!isRefusedCredential(error)) throw error;
      const replacement = await this.credentials.replacementFor(credential);
      if (!replacement) throw error;
      return await this.#requestWith(replacement, scope);
    }
  }

  async #requestWith(credential: LoadedCredential, scope: string): Promise<IssuedToken> {
    const application = this.#applicationFor(credential);
    try {
      return await (await application.msal).requestToken(scope);
    } catch (error) {
      // MSAL remembers a 429 or 5xx for a minute and then fails without asking: a new application remembers nothing
      if (this.#application === application) this.#application = undefined;
      throw error;
    }
  }

  #applicationFor(credential: LoadedCredential) {
    if (this.#application?.of !== credential) {
      this.#application = { of: credential, msal: MsalApplication.create(this.setting, credential) };
    }
    return this.#application;
  }
}

const isRefusedCredential = (error: unknown) =>
  error instanceof TokenError && error.code === 'TOKEN_CREDENTIAL_REFUSED';
