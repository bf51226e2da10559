import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/**
 * Gives this process the environment of the patient. The SDKs read `process.env`, so a variable that only the doctor's
 * shell has (AZURE_CLIENT_ID, say) must be gone, and a CA must be trusted as if Node had been started with it.
 */
export function becomePatient(environment: NodeJS.ProcessEnv): void {
  const trusted = process.env['NODE_EXTRA_CA_CERTS'];
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  for (const [name, value] of Object.entries(environment)) {
    // an undefined one would become the text "undefined"
    if (value !== undefined) process.env[name] = value;
  }
  const file = environment['NODE_EXTRA_CA_CERTS'];
  if (file && file !== trusted) trust(file);
}

/** A file that cannot be read is passed over, as Node does at its start; the step "connection" then tells. */
function trust(file: string): void {
  try {
    setDefaultCACertificates([...getCACertificates('default'), readFileSync(file, 'utf8')]);
  } catch {
    // see above
  }
}
