/** What is asked beyond what the service's environment says. */
export interface Questions {
  /** APIs to request a token for; those of the environment when empty. */
  readonly scopes: readonly string[];
  /** Client id of the API, where the scope does not contain it. */
  readonly audience: string | undefined;
  /** A protected URL to call with the token. */
  readonly api: URL | undefined;
}
