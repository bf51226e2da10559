/** Of an environment, by name. `…_FILE` and `…_ENDPOINT` hold places, not secrets. */
const SECRET_NAME = /(SECRET|PASSWORD|TOKEN|HEADER|KEY|DATABASE_URL|CONNECTION_STRING)$/;

const TOKEN = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g;

/** Shorter values occur in ordinary text. */
const MIN_LENGTH = 8;

/**
 * The last thing before the terminal. No check puts a secret into what it tells; this holds even where an SDK's or an
 * issuer's sentence quotes one.
 */
export function hideSecrets(text: string, environment: NodeJS.ProcessEnv): string {
  const secrets = Object.entries(environment)
    .filter(([name, value = '']) => SECRET_NAME.test(name) && value.length >= MIN_LENGTH)
    .map(([, value = '']) => value);
  return secrets.reduce((all, one) => all.replaceAll(one, '[redacted]'), text.replace(TOKEN, '[redacted]'));
}
