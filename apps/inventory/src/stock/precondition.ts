import { etagOf } from '@nest-entra/inventory-contract';

/** What a `PUT /stock/{sku}` is made under; without one it would be a blind overwrite. */
export type Precondition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'exists' }
  | { readonly kind: 'version'; readonly etags: readonly string[] };

export type PreconditionReading =
  | { readonly kind: 'given'; readonly precondition: Precondition }
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed'; readonly field: 'If-Match' | 'If-None-Match' };

const entityTag = /^(W\/)?"[\x21\x23-\x7e]{0,64}"$/;
const maxEntityTags = 10;

/**
 * Reads `If-Match` and `If-None-Match` (RFC 9110 section 13.1). A PUT has use for `If-None-Match: *` alone; both
 * headers at once contradict each other.
 */
export function readPrecondition(ifMatch?: string, ifNoneMatch?: string): PreconditionReading {
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== '*' || ifMatch !== undefined)
      return { kind: 'malformed', field: 'If-None-Match' };
    return { kind: 'given', precondition: { kind: 'absent' } };
  }
  if (ifMatch === undefined) return { kind: 'missing' };
  if (ifMatch.trim() === '*') return { kind: 'given', precondition: { kind: 'exists' } };
  const etags = ifMatch.split(',').map((etag) => etag.trim());
  if (etags.length > maxEntityTags || !etags.every((etag) => entityTag.test(etag))) {
    return { kind: 'malformed', field: 'If-Match' };
  }
  return { kind: 'given', precondition: { kind: 'version', etags } };
}

/** If-Match compares strongly: a weak tag (`W/"3"`) never matches (RFC 9110 section 13.1.1). */
export function holds(precondition: Exclude<Precondition, { kind: 'absent' }>, version: number): boolean {
  return precondition.kind === 'exists' || precondition.etags.includes(etagOf(version));
}
