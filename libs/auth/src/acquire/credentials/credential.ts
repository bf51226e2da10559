import { type ClientSecretCredential } from './client-secret.js';
import { type KeyVaultCertificateCredential } from './key-vault-certificate.js';
import { type KeyVaultSecretCredential } from './key-vault-secret.js';
import { type SignedAssertionCredential } from './signed-assertion.js';
import { type WorkloadIdentityCredential } from './workload-identity.js';

/** How the application proves who it is, as data. Made by the function named after each kind. */
export type Credential =
  | KeyVaultSecretCredential
  | KeyVaultCertificateCredential
  | WorkloadIdentityCredential
  | ClientSecretCredential
  | SignedAssertionCredential;
