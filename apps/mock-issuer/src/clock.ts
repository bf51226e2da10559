/** The mock's time: the real clock plus an offset that the control API sets, so that expiry can be shown without waiting. */
export class MockClock {
  #offsetSeconds = 0;

  /** @param realNow milliseconds since the epoch; tests inject their own */
  constructor(private readonly realNow: () => number = Date.now) {}

  get offsetSeconds(): number {
    return this.#offsetSeconds;
  }

  set offsetSeconds(seconds: number) {
    this.#offsetSeconds = seconds;
  }

  now(): Date {
    return new Date(this.realNow() + this.#offsetSeconds * 1000);
  }

  /** NumericDate of RFC 7519: whole seconds since the epoch. */
  epochSeconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}
