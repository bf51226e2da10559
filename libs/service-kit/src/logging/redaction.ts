const CENSOR = '[redacted]';

/**
 * Members that never reach a log line, wherever they stand and however their case is. Types redact themselves
 * (`Secret`); this list and {@link withoutTokens} are for what arrives as plain strings.
 */
const sensitiveMembers: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'clientsecret',
  'client_secret',
  'client_assertion',
  'access_token',
  'accesstoken',
  'refresh_token',
  'id_token',
  'code_verifier',
  'x-identity-header',
]);

/** How deep is looked: `member`, `a.member`, `a.b.member`, `a.b.c.member`. */
const LEVELS = 4;

/**
 * What is logged, without sensitive members. What holds one is copied, never changed: it is the caller's.
 *
 * pino has this built in, at a price that every request pays: our members at four levels are 56 paths, and looking
 * each of them up takes 86 µs a line (measured), as much as signing a token. One walk over what is there takes one.
 */
export function withoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  try {
    return censored(fields, 1) as Record<string, unknown>;
  } catch {
    // a getter or a `toJSON` of somebody's threw: better no fields than a log call that throws
    return { unreadable: true };
  }
}

function censored(value: unknown, level: number): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (hasJsonForm(value)) return censored(value.toJSON(), level);
  let copy: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(value as Record<string, unknown>)) {
    const clean = censoredMember(name, member, level);
    if (clean !== member) (copy ??= copyOf(value))[name] = clean;
  }
  return copy ?? value;
}

function censoredMember(name: string, member: unknown, level: number): unknown {
  if (sensitiveMembers.has(name.toLowerCase())) return member === undefined ? undefined : CENSOR;
  // an error's own serializer comes later, and shows only what it knows
  if (level === LEVELS || (level === 1 && name === 'err')) return member;
  return censored(member, level + 1);
}

function hasJsonForm(value: object): value is { toJSON: () => unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function copyOf(value: object): Record<string, unknown> {
  // the elements of a list have names, too: their positions
  return (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
}

const COMPACT_JWS = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/** The last net, over the finished line: a token inside a message, an error or a URL. */
export function withoutTokens(line: string): string {
  return line.includes('eyJ') ? line.replace(COMPACT_JWS, CENSOR) : line;
}
