import fc from 'fast-check';
import { LeastRecentlyUsed } from './least-recently-used.js';

const runs = { numRuns: process.env['SOAK'] ? 10_000 : 500 };

/** What it has to do, in the words of an array: the last element is the newest. */
class Model {
  #entries: (readonly [key: number, value: number])[] = [];

  constructor(private readonly maxEntries: number) {}

  get size(): number {
    return this.#entries.length;
  }

  get(key: number): number | undefined {
    const entry = this.#entries.find(([each]) => each === key);
    if (entry) this.#entries = [...this.#entries.filter((each) => each !== entry), entry];
    return entry?.[1];
  }

  set(key: number, value: number): void {
    this.delete(key);
    this.#entries = [...this.#entries, [key, value] as const].slice(
      this.maxEntries === 0 ? Infinity : -this.maxEntries,
    );
  }

  delete(key: number): void {
    this.#entries = this.#entries.filter(([each]) => each !== key);
  }
}

const key = fc.nat(7);
const step = fc.oneof(
  fc.record({ do: fc.constant('get' as const), key }),
  fc.record({ do: fc.constant('set' as const), key, value: fc.nat() }),
  fc.record({ do: fc.constant('delete' as const), key }),
);

it('forgets what was used longest ago, whatever was asked of it before', () => {
  fc.assert(
    fc.property(fc.nat(5), fc.array(step, { maxLength: 100, size: 'max' }), (maxEntries, steps) => {
      const [real, model] = [new LeastRecentlyUsed<number, number>(maxEntries), new Model(maxEntries)];
      for (const each of steps) {
        switch (each.do) {
          case 'get':
            expect(real.get(each.key)).toBe(model.get(each.key));
            break;
          case 'set':
            real.set(each.key, each.value);
            model.set(each.key, each.value);
            break;
          case 'delete':
            real.delete(each.key);
            model.delete(each.key);
        }
        expect(real.size).toBe(model.size);
      }
    }),
    runs,
  );
});

it('never holds more than it may, and nothing at all when it may hold nothing', () => {
  for (const maxEntries of [0, 1, 3]) {
    const remembered = new LeastRecentlyUsed<number, string>(maxEntries);
    for (let key = 0; key < 10; key++) remembered.set(key, String(key));
    expect(remembered.size).toBe(maxEntries);
    expect(remembered.get(9)).toBe(maxEntries === 0 ? undefined : '9');
  }
});
