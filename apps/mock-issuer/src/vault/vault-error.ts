/** A refusal of Key Vault: status, code and inner code as the service has them. */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409,
    readonly code: string,
    message: string,
    /** For the request log only. */
    readonly reason: string = message,
    readonly innerCode?: string,
  ) {
    super(message);
  }
}
