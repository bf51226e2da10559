type Flush = () => Promise<void>;

let flushes: Flush[] = [];

/** Has something written out at the very end of a shutdown, when nothing more can happen. */
export function flushAtExit(flush: Flush): void {
  flushes.push(flush);
}

/** Runs what {@link flushAtExit} registered; a flush that fails does not keep the others from running. */
export async function flushAll(): Promise<void> {
  const due = flushes;
  flushes = [];
  await Promise.allSettled(due.map((flush) => flush()));
}
