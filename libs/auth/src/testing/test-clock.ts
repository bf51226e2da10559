import { type Clock } from '../clock.js';

/** A clock that tests turn. It starts at the real time, in whole seconds, and stands still. */
export class TestClock implements Clock {
  #now = Math.floor(Date.now() / 1_000) * 1_000;

  /** Milliseconds since the Unix epoch. */
  now(): number {
    return this.#now;
  }

  /** Moves on by so many seconds. */
  advance(seconds: number): void {
    this.#now += seconds * 1_000;
  }
}
