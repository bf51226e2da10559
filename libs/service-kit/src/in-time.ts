/** What came of some work within the time it was given. */
export type InTime<T> = { readonly late: false; readonly value: T } | { readonly late: true };

/** Waits for some work, but not longer than `timeoutMs`. The work itself goes on: who starts it must bear that. */
export async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<InTime<T>> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<InTime<T>>((resolve) => {
    timer = setTimeout(() => resolve({ late: true }), timeoutMs);
  });
  try {
    return await Promise.race([work.then((value) => ({ late: false, value }) as const), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
