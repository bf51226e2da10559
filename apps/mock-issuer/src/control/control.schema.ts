import { z } from 'zod';

/** Bodies of the control API. Strict: a misspelt field is an error, not a default. */
const key = z.string().min(1).max(64);
const kid = z.string().min(1).max(128);
const days = z.number().int().min(-3650).max(3650).default(180);

export const nothing = z.strictObject({}).meta({ id: 'Nothing' });

export const rotateKey = z.strictObject({ kid: kid.optional() }).meta({ id: 'RotateKey' });
export const withdrawKey = z.strictObject({ kid }).meta({ id: 'WithdrawKey' });

const kind = z.enum(['secret', 'certificate']).default('secret');
export const addCredential = z
  .strictObject({ app: key, kind, displayName: key.default('added by /control'), expiresInDays: days })
  .meta({ id: 'AddCredential' });
export const endCredential = z
  .strictObject({
    app: key,
    /** Without it: every credential of this kind. */
    keyId: z.guid().optional(),
    kind,
  })
  .meta({ id: 'EndCredential' });
export const rollCredential = z
  .strictObject({
    app: key,
    kind,
    expiresInDays: days,
    /** What becomes of the credentials that were there before. */
    old: z.enum(['keep', 'expire', 'remove']).default('keep'),
  })
  .meta({ id: 'RollCredential' });

export const roleAssignment = z
  .strictObject({ principal: key, resource: key, role: z.string().min(1).max(256) })
  .meta({ id: 'RoleAssignment' });

const oneYearSeconds = 366 * 86_400;
export const clockOffset = z
  .strictObject({ offsetSeconds: z.number().int().min(-oneYearSeconds).max(oneYearSeconds) })
  .meta({ id: 'ClockOffset' });

/** The name of a secret in the vault. */
export const vaultSecret = z.strictObject({ name: z.string().min(1).max(127) }).meta({ id: 'VaultSecret' });

const json = z.record(z.string().max(128), z.unknown());
export const forgeRequest = z
  .strictObject({
    /** The honest token to start from. */
    client: key.default('storefront'),
    resource: key.default('fulfillment'),
    /** Laid over the honest header and claims; null removes a member. */
    header: json.default({}),
    claims: json.default({}),
    /**
     * What signs: the active key, any published `kid`, a key that nobody published, the public key abused as an HMAC
     * secret, or nothing at all.
     */
    signWith: z
      .union([
        z.enum(['active', 'unpublished-key', 'public-key-as-hmac', 'nothing']),
        z.strictObject({ kid, privateKeyPem: z.string().max(16_384).optional() }),
      ])
      .default('active'),
  })
  .meta({ id: 'ForgeRequest' });
export type ForgeRequest = z.output<typeof forgeRequest>;

export const workloadAssertion = z
  .strictObject({
    subject: z.string().min(1).max(256),
    audience: z.string().min(1).max(256).default('api://AzureADTokenExchange'),
    expiresInSeconds: z.number().int().min(-86_400).max(86_400).default(3600),
  })
  .meta({ id: 'WorkloadAssertion' });

export const requestsQuery = z
  .object({
    afterId: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  })
  .meta({ id: 'RequestsQuery' });
