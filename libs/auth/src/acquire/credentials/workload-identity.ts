import { readFile, stat } from 'node:fs/promises';
import { Secret } from '../../secret.js';
import { CredentialError } from '../acquire-error.js';
import { systemCodeOf } from '../system-code.js';
import { requireValue } from './client-secret.js';
import { type LoadedCredential } from './loaded-credential.js';

/** Made by {@link workloadIdentity}. */
export interface WorkloadIdentityCredential {
  readonly kind: 'workload-identity';
  readonly tokenFile: string;
}

/** A projected service account token is 1 to 2 KB; a wrong path may name anything. */
const MAX_FILE_BYTES = 64 * 1024;

/**
 * The federated token that Kubernetes writes into a file and renews there: no secret at all. The file is read for
 * every token request, about once an hour, so that a renewed one is used at once.
 *
 * @param options - `tokenFile`: its path; environment: `AZURE_FEDERATED_TOKEN_FILE`, which the workload identity webhook sets
 * @example
 * ```ts
 * credential: workloadIdentity({ tokenFile: process.env.AZURE_FEDERATED_TOKEN_FILE })
 * ```
 */
export function workloadIdentity(options: { readonly tokenFile: string }): WorkloadIdentityCredential {
  return { kind: 'workload-identity', tokenFile: options.tokenFile };
}

export async function loadWorkloadIdentity({
  tokenFile,
}: WorkloadIdentityCredential): Promise<LoadedCredential> {
  const source = `the federated token in ${tokenFile}`;
  const read = () => readToken(tokenFile, source);
  await read();
  return { source, version: 'file', expiresAt: undefined, material: { kind: 'assertion', sign: read } };
}

async function readToken(tokenFile: string, source: string): Promise<Secret> {
  try {
    const { size } = await stat(tokenFile);
    if (size > MAX_FILE_BYTES) {
      throw new CredentialError('CREDENTIAL_NOT_FOUND', `${source} has ${size} bytes: that is not a token.`);
    }
    const token = new Secret((await readFile(tokenFile, 'utf8')).trim());
    requireValue(token, source);
    return token;
  } catch (cause) {
    if (cause instanceof CredentialError) throw cause;
    throw systemCodeOf(cause) === 'ENOENT'
      ? new CredentialError('CREDENTIAL_NOT_FOUND', `${source} does not exist.`, { cause })
      : new CredentialError('CREDENTIAL_ACCESS_DENIED', `${source} cannot be read.`, { cause });
  }
}
