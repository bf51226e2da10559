import { Clock } from '../../src/clock.js';

/** A clock that stands still until it is told otherwise. */
export class TestClock extends Clock {
  private time = new Date('2026-11-20T09:00:00.000Z').getTime();

  override now(): Date {
    return new Date(this.time);
  }

  advanceSeconds(seconds: number): void {
    this.time += seconds * 1_000;
  }
}
