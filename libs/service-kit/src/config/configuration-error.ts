/** One wrong variable, in words for whoever starts the service. Never holds the variable's value. */
export interface ConfigurationMistake {
  readonly variable: string;
  readonly message: string;
}

/** The environment does not describe a service that can run. Its message lists every mistake at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'CONFIGURATION_INVALID';

  constructor(readonly mistakes: readonly ConfigurationMistake[]) {
    const lines = mistakes.map(({ variable, message }) => `  ${variable}: ${message}`);
    super(`The configuration is not usable. Set these environment variables:\n${lines.join('\n')}`);
  }
}
