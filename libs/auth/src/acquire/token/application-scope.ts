const APPLICATION_SCOPE = /^\S+\/\.default$/;

/**
 * Whether an application can ask for this scope: `<application id URI>/.default`. An application gets all the roles
 * that it was granted at that resource, and names no single one. MSAL lets the issuer find out.
 */
export function isApplicationScope(scope: string): boolean {
  return APPLICATION_SCOPE.test(scope);
}
