import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { request, WebSocket } from 'undici';

/** Where Node's inspector listens when SIGUSR1 asks for it. */
const INSPECTOR = 'http://127.0.0.1:9229/json/list';
const OPENS_AFTER_MS = 200;
const TRIES = 25;

/**
 * Megabytes that a Node process still holds after a collection: garbage is no leak. Its RSS tells little, as V8 collects
 * when it likes and gives back late: Fulfillment's wanders between 250 and 500 MB around a live heap of 70.
 *
 * @throws Error if another process's inspector is open
 */
export async function liveHeapOf(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await inspectorOf(pid));
  await once(socket, 'open');
  const ask = async (id: number, method: string, params: object = {}): Promise<unknown> => {
    socket.send(JSON.stringify({ id, method, params }));
    const [{ data }] = (await once(socket, 'message')) as [{ data: string }];
    return (JSON.parse(data) as { result: { result?: { value: unknown } } }).result.result?.value;
  };
  await ask(1, 'HeapProfiler.collectGarbage');
  const used = await ask(2, 'Runtime.evaluate', { expression: 'process.memoryUsage().heapUsed' });
  // makes room for the next process: there is one port for all
  socket.send(
    JSON.stringify({ id: 3, method: 'Runtime.evaluate', params: { expression: 'process._debugEnd()' } }),
  );
  await once(socket, 'close');
  return Math.round(Number(used) / 1024 ** 2);
}

async function inspectorOf(pid: number): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    await sleep(OPENS_AFTER_MS);
    try {
      const { body } = await request(INSPECTOR);
      const [target] = (await body.json()) as { title: string; webSocketDebuggerUrl: string }[];
      if (target) return target.webSocketDebuggerUrl;
    } catch {
      // not open yet
    }
  }
  throw new Error(`no inspector of process ${pid}`);
}
