/** What a code means and what an operator does about it. */
export interface ErrorDescription {
  /** What happened. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

const TOKEN_ERRORS = {
  TOKEN_SCOPE_INVALID: {
    meaning: 'The scope is not of the form "<application id URI>/.default".',
    remedy:
      'An application asks for one resource at a time: use its application id URI followed by /.default.',
  },
  TOKEN_CREDENTIAL_REFUSED: {
    meaning:
      'The issuer does not accept the credential (OAuth "invalid_client"), not even after it was read again.',
    remedy:
      'Compare the credential named in the message with the app registration: add it there, or put a valid one into the vault. The service picks it up by itself.',
  },
  TOKEN_REQUEST_REFUSED: {
    meaning:
      'The issuer knows the caller and refuses the request: unknown scope, missing consent, unknown or disabled application.',
    remedy:
      'Check ENTRA_CLIENT_ID, ENTRA_TENANT_ID and the scope against the app registration; the AADSTS number in the log names the cause.',
  },
  TOKEN_ISSUER_THROTTLED: {
    meaning: 'The issuer answers 429: this application asked too often.',
    remedy:
      'Wait; the library asks again after Retry-After. If it persists, look for processes that start over and over.',
  },
  TOKEN_ISSUER_UNAVAILABLE: {
    meaning: 'The issuer cannot be reached, does not answer in time, or answers 5xx.',
    remedy:
      'Check name resolution, network and TLS trust to ENTRA_AUTHORITY_HOST; the cause is in the log. Tokens at hand are used until they expire.',
  },
  TOKEN_RESPONSE_INVALID: {
    meaning: 'The issuer answered 200 without a usable access token.',
    remedy:
      'Something else than Entra answers at ENTRA_AUTHORITY_HOST (a proxy, a captive portal): look at what it sends.',
  },
} as const satisfies Record<`TOKEN_${string}`, ErrorDescription>;

const CREDENTIAL_ERRORS = {
  CREDENTIAL_SOURCE_UNAVAILABLE: {
    meaning: 'The place that holds the credential cannot be reached or does not answer in time.',
    remedy:
      'Check KEY_VAULT_URL, the network path and the vault firewall. A running service goes on with the credential it has.',
  },
  CREDENTIAL_ACCESS_DENIED: {
    meaning:
      'The place that holds the credential refuses this process, or the process has no identity to show.',
    remedy:
      'Give the managed identity of the service the role "Key Vault Secrets User" on the vault; for a file, check its mode.',
  },
  CREDENTIAL_NOT_FOUND: {
    meaning: 'There is no credential of that name.',
    remedy: 'Check KEY_VAULT_CREDENTIAL_NAME, or the path in AZURE_FEDERATED_TOKEN_FILE.',
  },
  CREDENTIAL_EMPTY: {
    meaning: 'The credential is there and blank.',
    remedy: 'Store the value again; look for a script that wrote an empty variable.',
  },
  CREDENTIAL_EXPIRED: {
    meaning: 'The certificate is past its end date.',
    remedy: 'Renew it in Key Vault and register the new public part with the app registration.',
  },
  CREDENTIAL_NOT_YET_VALID: {
    meaning: "The certificate's start date is in the future.",
    remedy: 'Check the clock of this machine; otherwise wait, or issue a certificate that is valid now.',
  },
  CREDENTIAL_CERTIFICATE_INVALID: {
    meaning: 'The certificate or its private key cannot be read, or the two do not belong together.',
    remedy:
      'Store it in Key Vault with an exportable key and the content type application/x-pem-file or application/x-pkcs12.',
  },
  CREDENTIAL_KEY_TYPE: {
    meaning: 'The private key is not RSA of at least 2048 bits.',
    remedy: 'Entra takes RSA certificates for client assertions: issue one with key type RSA.',
  },
  CREDENTIAL_ASSERTION_FAILED: {
    meaning: 'The signed-assertion callback failed or returned nothing usable.',
    remedy: 'Look at the cause: it is what the callback threw.',
  },
  CREDENTIAL_NONE_USABLE: {
    meaning: 'None of the listed credential sources gave a usable credential.',
    remedy: 'The message lists each source with its reason: mend the one that is meant for this environment.',
  },
} as const satisfies Record<`CREDENTIAL_${string}`, ErrorDescription>;

const CALL_ERRORS = {
  CALL_REQUEST_INVALID: {
    meaning:
      'The request was not sent: its path leaves the API, or it sets a header that belongs to the client.',
    remedy:
      'Mend the calling code: a path starts with one slash; authorization, host and the like are not for callers.',
  },
  CALL_CONNECTION_FAILED: {
    meaning: 'No connection to the API: name not found, refused, reset, or TLS not trusted.',
    remedy: "Check the API's base URL, whether it runs, and NODE_EXTRA_CA_CERTS; the cause is attached.",
  },
  CALL_TIMEOUT: {
    meaning: 'The API did not answer in time.',
    remedy: 'Look at the health of the API; raise timeoutMs only if the call is known to take longer.',
  },
  CALL_CIRCUIT_OPEN: {
    meaning: 'Recent calls to the API failed one after another, so this one was not tried.',
    remedy: 'Nothing to do here: the circuit tries again by itself. Look at the health of the API.',
  },
  CALL_ABORTED: {
    meaning: 'The caller cancelled the call, or the service is shutting down.',
    remedy: 'None. The call may be repeated elsewhere if it is idempotent.',
  },
  CALL_RESPONSE_TOO_LARGE: {
    meaning: 'The answer is larger than this client takes.',
    remedy: 'Ask for less (a page), or raise maxResponseBytes for this API.',
  },
  CALL_RESPONSE_MALFORMED: {
    meaning: 'The answer says that it is JSON, and is not.',
    remedy: 'A proxy or a defect of the API: look at what it sends.',
  },
} as const satisfies Record<`CALL_${string}`, ErrorDescription>;

const AUTHORITY_ERRORS = {
  AUTHORITY_NAME_NOT_FOUND: {
    meaning: 'The host name of the authority does not resolve.',
    remedy: 'Check the spelling of ENTRA_AUTHORITY_HOST, and DNS.',
  },
  AUTHORITY_REFUSED: {
    meaning: 'Nobody listens at the authority, or the connection was cut.',
    remedy: 'Check host and port in ENTRA_AUTHORITY_HOST and whether it runs (locally: npm start).',
  },
  AUTHORITY_TIMEOUT: {
    meaning: 'The authority did not answer in time.',
    remedy: 'Check firewall and egress rules towards ENTRA_AUTHORITY_HOST.',
  },
  AUTHORITY_NOT_TRUSTED: {
    meaning: "This process does not trust the authority's TLS certificate.",
    remedy:
      'Start the process with NODE_EXTRA_CA_CERTS naming the CA (read at process start only), or mend the intercepting proxy.',
  },
  AUTHORITY_TENANT_UNKNOWN: {
    meaning: 'The authority does not know the tenant.',
    remedy: 'Check ENTRA_TENANT_ID.',
  },
  AUTHORITY_ISSUER_MISMATCH: {
    meaning: 'The authority names another issuer than the one that is configured.',
    remedy: 'Set ENTRA_ISSUER to the "issuer" of the discovery document, if that is the one you trust.',
  },
  AUTHORITY_ANSWER_UNEXPECTED: {
    meaning: 'The authority answers, but not with its discovery document.',
    remedy: 'Look at the address in the message with curl: a proxy, a fault, or another service answers.',
  },
} as const satisfies Record<`AUTHORITY_${string}`, ErrorDescription>;

/** Every code that this entry point throws or logs. The table in the documentation is made from it. */
export const ACQUIRE_ERRORS = {
  ...TOKEN_ERRORS,
  ...CREDENTIAL_ERRORS,
  ...CALL_ERRORS,
  ...AUTHORITY_ERRORS,
} as const;

/** Every code of this entry point. */
export type AcquireErrorCode = keyof typeof ACQUIRE_ERRORS;
/** No token can be had. */
export type TokenErrorCode = Extract<AcquireErrorCode, `TOKEN_${string}`>;
/** The credential cannot be had or used. */
export type CredentialErrorCode = Extract<AcquireErrorCode, `CREDENTIAL_${string}`>;
/** The other API gave no answer. */
export type CallErrorCode = Extract<AcquireErrorCode, `CALL_${string}`>;
/** The authority cannot be used. */
export type AuthorityErrorCode = Extract<AcquireErrorCode, `AUTHORITY_${string}`>;
