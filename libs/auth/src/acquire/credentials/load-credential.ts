import { type Clock } from '../../clock.js';
import { loadClientSecret } from './client-secret.js';
import { type Credential } from './credential.js';
import { loadKeyVaultCertificate } from './key-vault-certificate.js';
import { loadKeyVaultSecret } from './key-vault-secret.js';
import { type LoadedCredential } from './loaded-credential.js';
import { loadSignedAssertion } from './signed-assertion.js';
import { loadWorkloadIdentity } from './workload-identity.js';

/** @throws {@link CredentialError} whatever its source says is wrong */
export async function loadCredential(credential: Credential, clock: Clock): Promise<LoadedCredential> {
  switch (credential.kind) {
    case 'key-vault-secret':
      return loadKeyVaultSecret(credential);
    case 'key-vault-certificate':
      return loadKeyVaultCertificate(credential, clock.now());
    case 'workload-identity':
      return loadWorkloadIdentity(credential);
    case 'client-secret':
      return loadClientSecret(credential);
    case 'signed-assertion':
      return loadSignedAssertion(credential, clock);
  }
}
