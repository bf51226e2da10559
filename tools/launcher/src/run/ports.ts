import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that a run wants, who wants it, and the variable that moves it. */
export interface WantedPort {
  readonly port: number;
  readonly process: string;
  readonly variable: string;
}

/**
 * Asked before anything starts: a process that finds its port taken can only crash, and its message is one of many.
 *
 * @throws Error naming every port that is taken, and how to choose another.
 */
export async function expectFreePorts(wanted: readonly WantedPort[], bindHost: string): Promise<void> {
  const taken: WantedPort[] = [];
  for (const candidate of wanted) {
    if (await isTaken(candidate.port, bindHost)) taken.push(candidate);
  }
  if (taken.length === 0) return;
  const sentences = taken.map(({ port, process }) => `Port ${port} (${process}) is taken.`);
  const example = taken.map(({ port, variable }) => `${variable}=${freeLooking(port)}`).join(' ');
  throw new Error(
    `${sentences.join('\n')}\nStop what listens there, or choose other ports: ${example} npm start`,
  );
}

function freeLooking(port: number): number {
  return port < 64_000 ? port + 1000 : port - 1000;
}

async function isTaken(port: number, bindHost: string): Promise<boolean> {
  // "localhost" is ::1 first: another program that listens only there would get our clients
  for (const host of new Set([bindHost, '127.0.0.1', '::1'])) {
    const server = createServer().listen({ port, host, exclusive: true });
    try {
      await once(server, 'listening');
    } catch (error) {
      // anything else (no IPv6 on this machine) says nothing about the port
      if (isInUse(error)) return true;
      continue;
    }
    server.close();
    await once(server, 'close');
  }
  return false;
}

function isInUse(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}
