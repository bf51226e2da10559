/**
 * Gives the host what its tools need (`npm run demo`, curl, the end-to-end suite): the variables that the mock issuer
 * writes at each start and after a secret roll, and the certificate to trust.
 *
 * Why not a bind mount in the mock issuer's container: its user (1000) is not necessarily the one who started compose,
 * so one of the two could not read or write a file of mode 0600. This process has no network and no secret of its own;
 * it may write into the host's directory, as the owner of that directory.
 */
import { readFileSync, renameSync, rmSync, statSync, watch, writeFileSync, chownSync } from 'node:fs';
import { resolve } from 'node:path';

const from = '/hand-over/host';
const to = '/host';
/** Name inside → name on the host. */
const files = new Map([
  ['local.env', 'local.env'],
  ['ca.pem', 'compose-ca.pem'],
]);

for (const name of files.keys()) copy(name);
const watcher = watch(from, (_event, name) => copy(name ?? ''));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => watcher.close());

function copy(name: string): void {
  const target = files.get(name);
  if (target === undefined) return;
  const content = contentOf(resolve(from, name));
  if (content === undefined) return;
  const { uid, gid } = statSync(to);
  const file = resolve(to, target);
  rmSync(`${file}.partial`, { force: true });
  writeFileSync(`${file}.partial`, content, { mode: 0o600, flag: 'wx' });
  chownSync(`${file}.partial`, uid, gid);
  renameSync(`${file}.partial`, file);
}

/** Nothing while the file is not there: it comes, or is replaced, and that is another event. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
