/** Where the time comes from; tests put their own in its place. */
export class Clock {
  now(): Date {
    return new Date();
  }
}
