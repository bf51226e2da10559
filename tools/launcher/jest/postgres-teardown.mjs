/** Jest `globalTeardown` for postgres.mjs. */
export { removeTestDatabase as default } from './postgres.mjs';
