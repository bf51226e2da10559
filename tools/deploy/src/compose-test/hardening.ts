import { type Compose } from './compose.ts';
import { docker } from './run.ts';

/** One process of a container, as its kernel sees it (`/proc/<pid>/status`). */
interface ProcessStatus {
  readonly name: string;
  readonly uid: number;
  readonly effectiveCapabilities: bigint;
  readonly noNewPrivileges: boolean;
  /** A filter of system calls is on. */
  readonly seccomp: boolean;
}

/** What is not as docker-compose.yml promises, seen from inside the container. Empty: all is well. */
export async function weaknesses(compose: Compose, service: string): Promise<string[]> {
  const container = await compose.idOf(service);
  const processes = await processesOf(container);
  const own = processes.filter(({ name }) => name !== 'docker-init' && name !== 'tini');
  const found = own.flatMap((process) => [
    ...(process.uid === 0 ? [`${process.name} runs as root`] : []),
    ...(process.effectiveCapabilities === 0n ? [] : [`${process.name} has capabilities`]),
    ...(process.noNewPrivileges ? [] : [`${process.name} may gain privileges`]),
    ...(process.seccomp ? [] : [`${process.name} may make every system call`]),
  ]);
  if (own.length === 0) found.push('no process was found');
  if (own.some(({ name }) => name === 'MainThread' || name === 'node') && own.length === processes.length) {
    found.push('nothing reaps orphans (init)');
  }
  if (await canWrite(container, '/')) found.push('the root file system can be written to');
  if (await canWrite(container, '/run/local')) found.push('its keys and secrets can be written to');
  return found.map((weakness) => `${service}: ${weakness}`);
}

async function processesOf(container: string): Promise<ProcessStatus[]> {
  // PIDs above 1 come and go: the shell that lists them is one of them, and is left out by its parent 0
  const statuses = await docker('exec', container, 'sh', '-c', 'cat /proc/[0-9]*/status 2>/dev/null || true');
  return statuses
    .split(/^(?=Name:)/m)
    .map((status) => new Map([...status.matchAll(/^(\w+):\t(.*)$/gm)].map(([, key, value]) => [key, value])))
    .filter((status) => status.get('PPid') !== '0' || status.get('Pid') === '1')
    .filter((status) => status.get('Name') !== 'cat')
    .map((status) => ({
      name: status.get('Name') ?? '',
      uid: Number(status.get('Uid')?.split('\t')[0]),
      effectiveCapabilities: BigInt(`0x${status.get('CapEff') ?? 'f'}`),
      noNewPrivileges: status.get('NoNewPrivs') === '1',
      seccomp: status.get('Seccomp') === '2',
    }));
}

/** Tried as root: the strongest that somebody who breaks into the container could become. */
async function canWrite(container: string, directory: string): Promise<boolean> {
  return docker('exec', '--user=0', container, 'sh', '-c', `touch ${directory}/written`).then(
    () => true,
    () => false,
  );
}
