/** Gives the elements one after the other, and starts again after the last. */
export function inTurn<T>(elements: readonly [T, ...T[]]): () => T {
  let next = 0;
  return () => elements[next++ % elements.length] ?? elements[0];
}
