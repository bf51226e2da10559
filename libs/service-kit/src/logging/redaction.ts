const CENSOR = '[redacted]';

/**
 * Members that never reach a log line, wherever they stand. Types redact themselves (`Secret`); this list and
 * {@link withoutTokens} are for what arrives as plain strings.
 */
const sensitiveMembers = [
  'authorization',
  'Authorization',
  'cookie',
  'password',
  'secret',
  'clientSecret',
  'client_secret',
  'client_assertion',
  'access_token',
  'accessToken',
  'refresh_token',
  'id_token',
  'code_verifier',
  '["set-cookie"]',
  '["x-identity-header"]',
];

/** How deep pino looks: `member`, `a.member`, `a.b.member`, `a.b.c.member`. */
const depths = ['', '*', '*.*', '*.*.*'];

export const redact = {
  censor: CENSOR,
  paths: depths.flatMap((depth) => sensitiveMembers.map((member) => pathOf(depth, member))),
};

function pathOf(depth: string, member: string): string {
  return depth === '' || member.startsWith('[') ? depth + member : `${depth}.${member}`;
}

const COMPACT_JWS = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/** The last net, over the finished line: a token inside a message, an error or a URL. */
export function withoutTokens(line: string): string {
  return line.includes('eyJ') ? line.replace(COMPACT_JWS, CENSOR) : line;
}
