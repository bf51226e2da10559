/** Mutants that change no answer, by key, each with the reason. One that no longer exists fails `npm test`. */
export const harmlessMutants: Readonly<Record<string, string>> = {
  'protect/entra.guard.ts EntraGuard.#recordRefusal.received: error instanceof InvalidTokenError -> true':
    'no other refusal has received anything',
  'protect/entra.guard.ts EntraGuard.canActivate.token: unexaminedTokenOf(authorization) ?? bearerTokenOf(authorization) -> bearerTokenOf(authorization)':
    'spares time only',
  'protect/signing-keys/limited-fetch.ts fetchJson: await response.body?.cancel() left out':
    'gives a connection back sooner',
  'protect/signing-keys/signing-key.ts rsaSigningJwk: 2_048 -> 2_048 + 1':
    'no base64url has 2,049 characters',
  'protect/signing-keys/signing-key.ts rsaSigningJwk: 16 -> 16 + 1': 'no base64url has 17 characters',
  'protect/signing-keys/signing-key.ts MIN_EXPONENT: 65_537n -> 65_537n - 1n':
    '65,536 is even, which is refused',
  'protect/token/bearer-token.ts authorizationOf: i + 1 -> i - 1': 'behind the last pair there is no name',
  'protect/token/bearer-token.ts authorizationOf: i + 1 < rawHeaders.length -> i + 1 <= rawHeaders.length':
    'Node hands over pairs: the length is even',
  'protect/token/bearer-token.ts isAuthorization: name?.length === 13 -> true': 'spares time only',
  'protect/token/claim-names.ts assertUnambiguous: claims === null -> false':
    'jsonwebtoken throws on null before anybody else sees it',
  "protect/token/json-names.ts namesWritten.open: json.indexOf('\"') -> json.lastIndexOf('\"')":
    'behind the last string it starts again from the front, and counts them all',
  'protect/token/json-names.ts isEscaped: at - before -> at + before': 'both are even, or neither',
  'protect/token/json-names.ts hasRepeatedName: isCompact(json, value) -> false': 'spares time only',
  'protect/token/json-names.ts isCompact: JSON.stringify(value) === json -> false': 'spares time only',
  'protect/token/json-names.ts skipWhitespace: 0x20 -> 0x20 + 1': 'no JSON has "!" behind a string',
  'protect/token/second-chance-cache.ts SecondChanceCache.get: place === undefined -> false':
    'for the compiler: nothing lies at the place "undefined"',
  'protect/token/second-chance-cache.ts SecondChanceCache.release: place !== undefined -> true':
    'for the compiler: nothing lies at the place "undefined"',
  'protect/token/second-chance-cache.ts SecondChanceCache.#advance: this.#hand + 1 -> this.#hand - 1':
    'the same round the other way, by places below zero',
  'protect/token/token-form.ts tokenFormOf: encodedHeader -> true':
    'for the compiler: an empty header is no JSON either',
  'protect/token/token-verification.ts TokenVerification.accept: this.#headers.remember(form.encodedHeader, header) left out':
    'spares time only',
  'protect/token/trusted-tenant.ts claimedTenant: others.length === 0 -> false':
    'no issuer is that of another tenant where there is none: spares time only',
};
