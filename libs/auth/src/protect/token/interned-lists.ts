import { SecondChanceCache } from './second-chance-cache.js';

/** More than there are combinations of roles, or of scopes, in use at a time. */
const MAX_LISTS = 256;

/**
 * One frozen list for all callers with the same roles, or the same scopes. Callers come by the thousand, such lists by
 * the handful: the one that a request is judged by is then in the processor's cache (docs/performance.md).
 */
export class InternedLists {
  readonly #lists = new SecondChanceCache<string, readonly string[]>(MAX_LISTS);

  intern(items: readonly string[]): readonly string[] {
    const key = JSON.stringify(items);
    const known = this.#lists.get(key);
    if (known) return known;
    const list = Object.freeze([...items]);
    this.#lists.set(key, list);
    return list;
  }
}
