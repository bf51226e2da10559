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
  9002313: [400, 'invalid_request', 'uri', 'likely', 'Invalid request. Request is malformed or invalid.'],
  70003: [400, 'unsupported_grant_type', 'no-uri', 'captured', "The app requested an unsupported grant type '{grantType}'."],

  // the tenant
  90002: [400, 'invalid_request', 'uri', 'logged', "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."],
  900023: [400, 'invalid_request', 'uri', 'likely', "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain."],
  50059: [400, 'invalid_request', 'uri', 'likely', 'No tenant-identifying information found in either the request or implied by any provided credentials.'],

  50194: [400, 'invalid_request', 'uri', 'likely', "Application '{client}'({clientName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant."],

  // the client
  700016: [400, 'unauthorized_client', 'uri', 'logged', "Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."],
  700038: [400, 'unauthorized_client', 'no-uri', 'captured', '{client} is not a valid application identifier.'],
  7000215: [401, 'invalid_client', 'uri', 'captured', "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'."],
  7000222: [401, 'invalid_client', 'uri', 'logged', "The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."],
  7000216: [401, 'invalid_client', 'uri', 'likely', "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."],
  7000218: [401, 'invalid_client', 'uri', 'likely', "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."],
  700025: [401, 'invalid_client', 'uri', 'likely', "Client is public so neither 'client_assertion' nor 'client_secret' should be presented."],

  // a signed client assertion
  50027: [400, 'invalid_request', 'uri', 'likely', 'JWT token is invalid or malformed.'],
  700021: [401, 'invalid_client', 'uri', 'likely', "Client assertion application identifier doesn't match 'client_id' parameter. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials."],
  700023: [401, 'invalid_client', 'uri', 'likely', "Client assertion audience claim does not match Realm issuer. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials."],
  700024: [401, 'invalid_client', 'uri', 'logged', 'Client assertion is not within its valid time range. Current time: {now}, assertion valid from {from}, expiry time of assertion {until}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.'],
  700027: [401, 'invalid_client', 'uri', 'logged', "The certificate with identifier used to sign the client assertion is {problem} on application. [Reason - {reason}, Thumbprint of key used by client: '{thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '{client}'.]"],
  700211: [401, 'invalid_client', 'no-uri', 'likely', "No matching federated identity record found for presented assertion issuer '{issuer}'."],
  700212: [401, 'invalid_client', 'no-uri', 'likely', "No matching federated identity record found for presented assertion audience '{audience}'."],
  700213: [401, 'invalid_client', 'no-uri', 'likely', "No matching federated identity record found for presented assertion subject '{subject}'."],
  50013: [401, 'invalid_client', 'uri', 'likely', 'Assertion failed signature validation. [Reason - {reason}]'],

  // the resource
  500011: [400, 'invalid_resource', 'uri', 'captured', 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.'],
  1002012: [400, 'invalid_scope', 'no-uri', 'likely', 'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).'],
  70011: [400, 'invalid_scope', 'uri', 'documented', "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid."],
  501051: [400, 'invalid_grant', 'uri', 'likely', "Application '{client}'({clientName}) is not assigned to a role for the application '{resource}'({resourceName})."],
  650053: [400, 'invalid_client', 'uri', 'likely', "The application '{clientName}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'. Contact the app vendor."],
  28000: [400, 'invalid_request', 'uri', 'likely', 'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.'],

  // signing in
  50011: [400, 'invalid_request', 'uri', 'logged', "The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{client}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error."],
  50058: [400, 'login_required', 'uri', 'documented', 'A silent sign-in request was sent but no user is signed in.'],
  50034: [400, 'invalid_request', 'uri', 'documented', 'The user account does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.'],
  50105: [400, 'access_denied', 'uri', 'likely', "Your administrator has configured the application {clientName} ('{client}') to block users unless they are specifically granted ('assigned') access to the application."],
  65001: [400, 'consent_required', 'uri', 'documented', "The user or administrator has not consented to use the application with ID '{client}' named '{clientName}'. Send an interactive authorization request for this user and resource."],
  65004: [400, 'access_denied', 'uri', 'documented', 'User declined to consent to access the app.'],
  700054: [400, 'unsupported_response_type', 'uri', 'likely', "response_type '{responseType}' is not enabled for the application."],
  501491: [400, 'invalid_request', 'no-uri', 'likely', 'Invalid size of Code_Challenge parameter.'],
  9002325: [400, 'invalid_request', 'uri', 'logged', 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.'],

  // codes and refresh tokens
  9002326: [400, 'invalid_request', 'uri', 'logged', "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'."],
  9002327: [400, 'invalid_request', 'no-uri', 'logged', "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests."],
  501481: [400, 'invalid_grant', 'no-uri', 'logged', 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'],
  70000: [400, 'invalid_grant', 'uri', 'documented', 'Provided grant is invalid or malformed.'],
  70008: [400, 'invalid_grant', 'uri', 'documented', 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.'],
  54005: [400, 'invalid_grant', 'uri', 'documented', 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.'],
  500112: [400, 'invalid_grant', 'uri', 'likely', "The reply address '{redirectUri}' does not match the reply address '{expected}' provided when requesting Authorization code."],
  700084: [400, 'invalid_grant', 'uri', 'logged', "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can't be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on {issuedAt}."],

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
