/**
 * How Node runs a process of ours; the Dockerfile says the same.
 *
 * V8 sizes its heap by the machine. On one with 24 GiB, a service that lives in 50 MB grows past 300 before V8 finds a
 * collection worth while: most of it is the two halves of the young generation, 32 MB each, and an old generation that
 * may double before it is looked at. Bounded, it stays below 200 (docs/performance.md); the bound is five times what
 * lives, so it is a habit and no risk.
 */
export const nodeArguments = [
  '--enable-source-maps',
  '--max-semi-space-size=4',
  '--max-old-space-size=256',
] as const;

/**
 * What goes with them into the environment. glibc gives up to eight arenas a core to the threads that allocate, and each
 * keeps what was freed in it: two are enough for a process with one busy thread, and save 16 MB (docs/performance.md).
 * Other C libraries do not know the variable.
 */
export const nodeEnvironment = { MALLOC_ARENA_MAX: '2' } as const;
