import { z } from 'zod';

/** Entra's identifiers have the shape of a GUID but seldom the version bits of RFC 9562, so `z.uuid()` would refuse them. */
const guid = z.guid().toLowerCase();
const key = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower case letters, digits and hyphens');
const vaultName = z.string().regex(/^[0-9a-zA-Z-]{1,127}$/, 'letters, digits and hyphens');
const lifetimeDays = z.number().int().min(-3650).max(3650);

const appRole = z.strictObject({
  value: z.string().min(1),
  allowedMemberTypes: z.array(z.enum(['Application', 'User'])).min(1),
});

/** The value is made at each start and lives in memory; a `vaultSecret` can be read from the vault under that name. */
const clientSecret = z.strictObject({
  displayName: z.string().min(1),
  expiresInDays: lifetimeDays,
  vaultSecret: vaultName.optional(),
});

const clientCertificate = z.strictObject({
  displayName: z.string().min(1),
  expiresInDays: lifetimeDays,
  vaultSecret: vaultName.optional(),
  vaultFormat: z.enum(['pem', 'pkcs12']).default('pem'),
});

const federatedCredential = z.strictObject({
  issuer: z.url(),
  subject: z.string().min(1),
  audience: z.string().min(1).default('api://AzureADTokenExchange'),
});

const redirectUris = z.array(z.url()).default([]);

const application = z.strictObject({
  /** Short name for the control API, the dashboard and `.data/local.env`. */
  key,
  displayName: z.string().min(1),
  clientId: guid,
  /** Object id of the service principal: `oid` of the tokens that the application gets for itself. */
  objectId: guid,
  identifierUris: z.array(z.string().min(1)).default([]),
  requestedAccessTokenVersion: z.union([z.literal(1), z.literal(2)]).default(2),
  assignmentRequired: z.boolean().default(false),
  optionalAccessTokenClaims: z.array(z.enum(['idtyp'])).default([]),
  appRoles: z.array(appRole).default([]),
  delegatedScopes: z.array(z.string().min(1)).default([]),
  redirectUris: z
    .strictObject({ spa: redirectUris, web: redirectUris, native: redirectUris })
    .default({ spa: [], web: [], native: [] }),
  secrets: z.array(clientSecret).default([]),
  certificates: z.array(clientCertificate).default([]),
  federatedCredentials: z.array(federatedCredential).default([]),
});

const vaultRole = z.strictObject({
  /** As Azure's built-in roles: a User may get and list, an Officer may also set and delete. */
  role: z.enum(['Key Vault Secrets User', 'Key Vault Secrets Officer']),
  /** Names of secrets, or '*' for the whole vault. */
  secrets: z.array(z.union([z.literal('*'), vaultName])).min(1),
});

const managedIdentity = z.strictObject({
  key,
  displayName: z.string().min(1),
  clientId: guid,
  objectId: guid,
});

const user = z.strictObject({
  key,
  displayName: z.string().min(1),
  userPrincipalName: z.email(),
  objectId: guid,
});

export const directorySchema = z
  .strictObject({
    tenant: z.strictObject({ id: guid, domain: z.string().min(1), displayName: z.string().min(1) }),
    applications: z.array(application).min(1),
    managedIdentities: z.array(managedIdentity).default([]),
    users: z.array(user).default([]),
    /** App roles granted to applications, managed identities and users, all by key. */
    roleAssignments: z
      .array(z.strictObject({ principal: key, resource: key, role: z.string().min(1) }))
      .default([]),
    /** Delegated permissions: what `client` may do at `resource` in the name of `user`. */
    consents: z
      .array(
        z.strictObject({ user: key, client: key, resource: key, scopes: z.array(z.string().min(1)).min(1) }),
      )
      .default([]),
    vaultAccess: z.array(z.strictObject({ principal: key, ...vaultRole.shape })).default([]),
  })
  .superRefine(checkReferences);

export type DirectoryInput = z.input<typeof directorySchema>;
export type DirectoryTable = z.output<typeof directorySchema>;
export type CertificateFormat = DirectoryTable['applications'][number]['certificates'][number]['vaultFormat'];
export type Application = DirectoryTable['applications'][number];
export type ManagedIdentity = DirectoryTable['managedIdentities'][number];
export type User = DirectoryTable['users'][number];

type References = Pick<
  DirectoryTable,
  'applications' | 'managedIdentities' | 'users' | 'roleAssignments' | 'consents' | 'vaultAccess'
>;

function checkReferences(table: References, context: z.RefinementCtx): void {
  const complain = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const resources = new Map(table.applications.map((app) => [app.key, app]));
  const principals = new Set(
    [...table.applications, ...table.managedIdentities, ...table.users].map((p) => p.key),
  );
  const users = new Set(table.users.map((user) => user.key));

  if (principals.size !== table.applications.length + table.managedIdentities.length + table.users.length)
    complain(
      ['applications'],
      'two entries share a key (keys are unique over applications, identities and users)',
    );

  table.roleAssignments.forEach(({ principal, resource, role }, index) => {
    if (!principals.has(principal))
      complain(['roleAssignments', index, 'principal'], `nobody has the key "${principal}"`);
    if (!resources.get(resource)?.appRoles.some((appRole) => appRole.value === role))
      complain(['roleAssignments', index, 'role'], `"${resource}" has no app role "${role}"`);
  });
  table.consents.forEach(({ user, client, resource, scopes }, index) => {
    if (!users.has(user)) complain(['consents', index, 'user'], `no user has the key "${user}"`);
    if (!resources.has(client))
      complain(['consents', index, 'client'], `no application has the key "${client}"`);
    for (const scope of scopes)
      if (!resources.get(resource)?.delegatedScopes.includes(scope))
        complain(['consents', index, 'scopes'], `"${resource}" has no delegated scope "${scope}"`);
  });
  table.vaultAccess.forEach(({ principal }, index) => {
    if (!principals.has(principal))
      complain(['vaultAccess', index, 'principal'], `nobody has the key "${principal}"`);
  });
}
