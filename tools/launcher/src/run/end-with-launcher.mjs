// Preloaded into every process that the launcher starts. The launcher holds the other end of its stdin: when that
// closes, because the launcher was killed or its terminal is gone, the process is asked to stop like any other time.
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume();
  // waiting for that must not keep a process alive that has nothing else to do
  process.stdin.unref();
}
