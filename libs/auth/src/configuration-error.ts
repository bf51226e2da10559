import { type ConfigurationCode } from './configuration-codes.js';

/**
 * The application is set up wrongly: thrown while it boots, never while it serves. The message is one sentence that
 * names the option and its environment variable, and says how to mend it; it holds no secret.
 */
export class EntraConfigurationError extends Error {
  /** Of the class, for logs. */
  override readonly name = 'EntraConfigurationError';

  constructor(
    /** Stable: branch on it. */
    readonly code: ConfigurationCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${message}`, options);
  }
}
