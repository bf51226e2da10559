/**
 * The bytes of a segment of a JWS, or nothing where they have another spelling: where it is not what comes back when
 * they are encoded again. Decoders take padding, "+", "/" and stray bits for granted: the same signature would then have
 * many spellings, and a token that was altered would still be accepted.
 */
export function bytesOf(segment: string | undefined): Buffer | undefined {
  if (!segment) return undefined;
  const bytes = Buffer.from(segment, 'base64url');
  return bytes.toString('base64url') === segment ? bytes : undefined;
}
