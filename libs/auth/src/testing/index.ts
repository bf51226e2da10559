export { type AppToken, type UserToken } from './claims.js';
export { type EvilTokens } from './evil/evil-tokens.js';
export { type KeyPair, makeKeyPair } from './key-pair.js';
export { type KeyServer, type KeyServerMode } from './key-server.js';
export { TestIssuer, type TestIssuerOptions } from './test-issuer.js';
export { TestClock } from './test-clock.js';
export { type Json, type TokenParts } from './token-text.js';
