import { z } from 'zod';
import { type NewSecret } from './vault-secrets.js';

const epochSeconds = z.number().int().min(0).max(253_402_300_799);
const maxValueCharacters = 25_600;

export const setSecretBody = z
  .object({
    value: z.string().max(maxValueCharacters),
    contentType: z.string().max(255).optional(),
    tags: z.record(z.string().max(256), z.string().max(256)).optional(),
    attributes: z
      .object({ enabled: z.boolean().optional(), nbf: epochSeconds.optional(), exp: epochSeconds.optional() })
      .optional(),
  })
  .transform(({ value, contentType, tags, attributes }): NewSecret => ({
    value,
    contentType,
    tags,
    enabled: attributes?.enabled ?? true,
    notBefore: date(attributes?.nbf),
    expires: date(attributes?.exp),
  }));

export const listQuery = z.object({
  maxresults: z.coerce.number().int().min(1).max(25).default(25),
  $skiptoken: z.coerce.number().int().min(0).default(0),
});
export type ListQuery = z.output<typeof listQuery>;

function date(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}
