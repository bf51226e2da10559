/**
 * A bounded map that keeps what is used, by the second-chance (or clock) algorithm for page replacement: where room is
 * needed, a hand goes round, and clears what was not used since it last came by.
 *
 * Nearly everything that is asked of it is a hit, and all that a hit writes is a mark beside the others. To keep entries in
 * the order of their last use would write to four of them, each somewhere else in memory (docs/performance.md).
 */
export class SecondChanceCache<Key, Value> {
  readonly #places = new Map<Key, number>();
  readonly #keys: Key[] = [];
  readonly #values: Value[] = [];
  readonly #wasUsed: boolean[] = [];
  #hand = 0;

  /** @param maxEntries 0 remembers nothing */
  constructor(private readonly maxEntries: number) {}

  get size(): number {
    return this.#places.size;
  }

  get(key: Key): Value | undefined {
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    this.#wasUsed[place] = true;
    return this.#values[place];
  }

  set(key: Key, value: Value): void {
    if (this.maxEntries === 0) return;
    const place = this.#places.get(key) ?? this.#freePlace();
    this.#places.set(key, place);
    this.#keys[place] = key;
    this.#values[place] = value;
    this.#wasUsed[place] = false;
  }

  /** Takes its second chance from what turned out to be worth nothing. */
  release(key: Key): void {
    const place = this.#places.get(key);
    if (place !== undefined) this.#wasUsed[place] = false;
  }

  /** The first time round, every place is free. */
  #freePlace(): number {
    while (this.#wasUsed[this.#hand]) {
      this.#wasUsed[this.#hand] = false;
      this.#advance();
    }
    const place = this.#hand;
    this.#advance();
    this.#places.delete(this.#keys[place] as Key);
    return place;
  }

  #advance(): void {
    this.#hand = (this.#hand + 1) % this.maxEntries;
  }
}
