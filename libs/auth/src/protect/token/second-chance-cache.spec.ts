import fc from 'fast-check';
import { SecondChanceCache } from './second-chance-cache.js';

const runs = { numRuns: process.env['SOAK'] ? 10_000 : 500 };

interface ModelEntry {
  readonly key: number;
  readonly value: number;
  wasUsed: boolean;
}

/** The algorithm in the words of a queue: whoever was used goes to its end, once more unused. */
class Model {
  #queue: ModelEntry[] = [];

  constructor(private readonly maxEntries: number) {}

  get size(): number {
    return this.#queue.length;
  }

  get(key: number): number | undefined {
    const entry = this.#queue.find((each) => each.key === key);
    if (entry) entry.wasUsed = true;
    return entry?.value;
  }

  release(key: number): void {
    const entry = this.#queue.find((each) => each.key === key);
    if (entry) entry.wasUsed = false;
  }

  set(key: number, value: number): void {
    const entry = { key, value, wasUsed: false };
    const isKnown = this.#queue.some((each) => each.key === key);
    if (isKnown) this.#queue = this.#queue.map((each) => (each.key === key ? entry : each));
    else if (this.maxEntries > 0) this.#queue = [...this.#withRoom(), entry];
  }

  #withRoom(): ModelEntry[] {
    if (this.size < this.maxEntries) return this.#queue;
    const queue = [...this.#queue];
    for (let first; (first = queue.shift())?.wasUsed;) queue.push({ ...first, wasUsed: false });
    return queue;
  }
}

const key = fc.nat(7);
const step = fc.oneof(
  fc.record({ do: fc.constant('get' as const), key }),
  fc.record({ do: fc.constant('release' as const), key }),
  fc.record({ do: fc.constant('set' as const), key, value: fc.nat() }),
);

it('forgets what was not used since the hand came by, whatever was asked of it before', () => {
  fc.assert(
    fc.property(fc.nat(5), fc.array(step, { maxLength: 100, size: 'max' }), (maxEntries, steps) => {
      const [real, model] = [new SecondChanceCache<number, number>(maxEntries), new Model(maxEntries)];
      for (const each of steps) {
        switch (each.do) {
          case 'get':
            expect(real.get(each.key)).toBe(model.get(each.key));
            break;
          case 'release':
            real.release(each.key);
            model.release(each.key);
            break;
          case 'set':
            real.set(each.key, each.value);
            model.set(each.key, each.value);
        }
        expect(real.size).toBe(model.size);
      }
    }),
    runs,
  );
});

it('keeps what is used, however many others come once', () => {
  const remembered = new SecondChanceCache<string, number>(3);
  remembered.set('used', 0);
  for (let n = 1; n <= 100; n++) {
    expect(remembered.get('used')).toBe(0);
    remembered.set(`once ${n}`, n);
  }
  expect(remembered.get('once 100')).toBe(100);
});

it('keeps nothing longer for being asked for, once it was found to be worth nothing', () => {
  const remembered = new SecondChanceCache<string, number>(2);
  remembered.set('worthless', 0);
  remembered.set('good', 1);
  expect([remembered.get('worthless'), remembered.get('good')]).toEqual([0, 1]);
  remembered.release('worthless');
  remembered.set('new', 2);
  expect(['worthless', 'good', 'new'].map((key) => remembered.get(key))).toEqual([undefined, 1, 2]);
});

it('keeps as many as it may, and forgets none to learn more of one it knows', () => {
  const remembered = new SecondChanceCache<number, string>(3);
  for (const value of ['first', 'second']) {
    for (let key = 0; key < 3; key++) remembered.set(key, value);
  }
  expect([0, 1, 2].map((key) => remembered.get(key))).toEqual(['second', 'second', 'second']);
});

it('never holds more than it may, and nothing at all when it may hold nothing', () => {
  for (const maxEntries of [0, 1, 3]) {
    const remembered = new SecondChanceCache<number, string>(maxEntries);
    for (let key = 0; key < 10; key++) remembered.set(key, String(key));
    expect(remembered.size).toBe(maxEntries);
    expect(remembered.get(9)).toBe(maxEntries === 0 ? undefined : '9');
  }
});
