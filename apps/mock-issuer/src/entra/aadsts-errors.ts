/** Whether Entra's public lookup page explains the code: only then does the body carry an `error_uri`. */
type ErrorPage = 'uri' | 'no-uri';

/**
 * How sure we are that Entra answers in exactly this way. `captured`: recorded from the real service; `logged`: a raw
 * body that somebody published; `documented`: Microsoft's documentation; `likely`: code and text are known, but status,
 * `error` or `error_uri` is our choice of the likelier variant; `ours`: Entra's answer is unknown.
 */
type Confidence = 'captured' | 'logged' | 'documented' | 'likely' | 'ours';

type AadstsRow = readonly [
  status: number,
  error: string,
  page: ErrorPage,
  confidence: Confidence,
  text: string,
];

/** Every error of the Entra endpoints: the one place where status, OAuth error and text belong to a code. */
// prettier-ignore
export const aadstsErrors = {
  // the request
  900144: [400, 'invalid_request', 'uri', 'likely', "The request body must contain the following parameter: '{parameter}'."],
  9000411: [400, 'invalid_request', 'no-uri', 'likely', "The request is not properly formatted. The parameter '{parameter}' is duplicated."],
  900561: [400, 'invalid_request', 'uri', 'likely', 'The endpoint only accepts POST, OPTIONS requests. Received a {method} request.'],
  90015: [413, 'invalid_request', 'uri', 'ours', 'The request is too long.'],
  70003: [400, 'unsupported_grant_type', 'no-uri', 'captured', "The app requested an unsupported grant type '{grantType}'."],

  // the tenant
  90002: [400, 'invalid_request', 'uri', 'logged', "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."],
  900023: [400, 'invalid_request', 'uri', 'likely', "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain."],
  50059: [400, 'invalid_request', 'uri', 'likely', 'No tenant-identifying information found in either the request or implied by any provided credentials.'],

  // the client
  700016: [400, 'unauthorized_client', 'uri', 'logged', "Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."],
  700038: [400, 'unauthorized_client', 'no-uri', 'captured', '{client} is not a valid application identifier.'],
  7000215: [401, 'invalid_client', 'uri', 'captured', "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'."],
  7000222: [401, 'invalid_client', 'uri', 'logged', "The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."],
  7000216: [401, 'invalid_client', 'uri', 'likely', "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."],
  7000218: [401, 'invalid_client', 'uri', 'likely', "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."],

  // the resource
  500011: [400, 'invalid_resource', 'uri', 'captured', 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.'],
  1002012: [400, 'invalid_scope', 'no-uri', 'likely', 'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).'],
  70011: [400, 'invalid_scope', 'uri', 'documented', "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid."],
  501051: [400, 'invalid_grant', 'uri', 'likely', "Application '{client}'({clientName}) is not assigned to a role for the application '{resource}'({resourceName})."],

  // the service
  90033: [503, 'temporarily_unavailable', 'uri', 'likely', 'A transient error has occurred. Please try again.'],
} as const satisfies Record<number, AadstsRow>;

export type AadstsCode = keyof typeof aadstsErrors;

/** The names between braces in a text. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
export type AadstsParameters<Code extends AadstsCode> = Record<
  Placeholders<(typeof aadstsErrors)[Code][4]>,
  string
>;
