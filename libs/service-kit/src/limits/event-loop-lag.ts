const TICK_MS = 20;

/**
 * How late the current turn of the event loop is.
 *
 * Node's own `monitorEventLoopDelay` tells it after the turn. Under overload that is too late: one turn serves every
 * socket that is ready, hundreds of them, and with it each one accepts what it should have refused. This clock is
 * read within the turn. A pause before the turn (a boot, a garbage collection) does not count: timers, and so the
 * tick, come before sockets.
 */
export class EventLoopLag {
  private tickedAtMs = performance.now();
  private readonly timer = setInterval(() => (this.tickedAtMs = performance.now()), TICK_MS).unref();

  get currentMs(): number {
    return Math.max(0, performance.now() - this.tickedAtMs - TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
