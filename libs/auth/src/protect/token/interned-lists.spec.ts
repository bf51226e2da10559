import { InternedLists } from './interned-lists.js';

describe('interned lists', () => {
  it('are one and the same for the same items', () => {
    const lists = new InternedLists();
    expect(lists.intern(['Stock.Read', 'Stock.Reserve'])).toEqual(['Stock.Read', 'Stock.Reserve']);
    expect(lists.intern(['Stock.Read', 'Stock.Reserve'])).toBe(lists.intern(['Stock.Read', 'Stock.Reserve']));
    expect(lists.intern([])).toBe(lists.intern([]));
  });

  it.each([
    [
      ['Stock.Read', 'Stock.Reserve'],
      ['Stock.Reserve', 'Stock.Read'],
    ],
    [['Stock.Read', 'Stock.Reserve'], ['Stock.Read Stock.Reserve']],
    [['Stock.Read', 'Stock.Reserve'], ['Stock.Read","Stock.Reserve']],
    [['Stock.Read', 'Stock.Reserve'], ['Stock.Read,Stock.Reserve']],
    [['Stock.Read'], ['Stock.Read', '']],
    [['Stock.Read'], ['stock.read']],
    [[''], []],
  ])('are two for %j and %j', (one, other) => {
    const lists = new InternedLists();
    expect(lists.intern(one)).toEqual(one);
    expect(lists.intern(other)).toEqual(other);
  });

  it('are frozen, and none of those they were made of', () => {
    const items = ['Stock.Read'];
    const list = new InternedLists().intern(items);
    items.push('Stock.Adjust');
    expect(list).toEqual(['Stock.Read']);
    expect(Object.isFrozen(list)).toBe(true);
  });

  it('are forgotten, the one used longest ago first, when there are more than 256', () => {
    const lists = new InternedLists();
    const [first, second] = Array.from({ length: 257 }, (_, n) => lists.intern([`Role.${n}`]));
    expect(lists.intern(['Role.1'])).toBe(second);
    expect(lists.intern(['Role.0'])).not.toBe(first);
    expect(lists.intern(['Role.0'])).toEqual(first);
  });
});
