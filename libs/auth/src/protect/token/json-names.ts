/**
 * Whether an object somewhere in a JSON text has a name twice. `JSON.parse` keeps the last one, other parsers the
 * first; whoever checks and whoever uses a claim must see the same (RFC 7515 §4, RFC 7519 §4: reject duplicates).
 *
 * @param value what `JSON.parse` made of the text
 */
export function hasRepeatedName(json: string, value: unknown): boolean {
  return !isCompact(json, value) && namesWritten(json) !== namesParsed(value);
}

/** A text that says exactly what was parsed says nothing twice. Issuers write compact JSON, so few need the count. */
function isCompact(json: string, value: unknown): boolean {
  try {
    return JSON.stringify(value) === json;
  } catch {
    return false; // lists in lists, thousands deep, end the stack: they fit into a header that nobody has signed
  }
}

/** Counts strings that a colon follows. Valid JSON has them only as names of members. */
function namesWritten(json: string): number {
  let names = 0;
  for (let open = json.indexOf('"'); open !== -1; open = json.indexOf('"', open)) {
    const close = endOfString(json, open);
    open = skipWhitespace(json, close + 1);
    if (json.charCodeAt(open) === COLON) names++;
  }
  return names;
}

/** Without recursion, for the same reason. */
function namesParsed(value: unknown): number {
  let names = 0;
  const found = [value];
  for (const item of found) {
    if (typeof item !== 'object' || item === null) continue;
    const members = Object.values(item) as unknown[];
    if (!Array.isArray(item)) names += members.length;
    found.push(...members);
  }
  return names;
}

const COLON = 0x3a;
const BACKSLASH = 0x5c;

function endOfString(json: string, open: number): number {
  let close = json.indexOf('"', open + 1);
  while (isEscaped(json, close)) close = json.indexOf('"', close + 1);
  return close;
}

/** An odd number of backslashes before it; in pairs they stand for themselves. */
function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json.charCodeAt(before) === BACKSLASH) before--;
  return (at - before) % 2 === 0;
}

function skipWhitespace(json: string, from: number): number {
  let i = from;
  while (json.charCodeAt(i) <= 0x20) i++;
  return i;
}
