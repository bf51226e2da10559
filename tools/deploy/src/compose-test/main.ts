import { apps, containers, lasting } from '../compose/containers.ts';
import { read } from '../repository.ts';
import { Compose } from './compose.ts';
import { demo, endToEnd } from './checks.ts';
import { weaknesses } from './hardening.ts';
import { killProcessOf, untilHealed } from './healing.ts';
import { contentsOf, secretsIn, misfits } from './image-contents.ts';
import { Installation } from './installation.ts';
import { packageList, packageListFile } from './package-list.ts';
import { untilHealthy } from './readiness.ts';
import { Report } from './report.ts';

const readyTimeoutMs = 120_000;

/**
 * `npm run test:compose`: builds and starts docker-compose.yml as an installation of its own, and shows that it does what
 * `npm start` does, is as closed as it says, survives the loss of any container, and ends cleanly.
 *
 * @returns the exit code
 */
export async function main(): Promise<number> {
  const installation = await Installation.prepare();
  const compose = await Compose.find(installation.environment);
  const report = new Report();
  process.stdout.write(`Compose ${await compose.version()}`);
  const removeAll = async () => {
    await compose.remove();
    installation.remove();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void removeAll().finally(() => process.exit(1)));
  }
  try {
    await compose.remove(); // what a run that was killed has left
    await report.step('builds', () => compose.build());
    await report.step('starts, until everything is healthy', async () => {
      await compose.up();
      await untilHealthy(compose, lasting, readyTimeoutMs);
    });
    if (report.failures === 0) await examine(compose, installation, report);
    if (report.failures > 0) process.stdout.write(await compose.logs());
    await report.step('stops, every container with exit code 0', () => stop(compose));
  } finally {
    await removeAll();
  }
  report.end();
  return report.failures === 0 ? 0 : 1;
}

async function examine(compose: Compose, installation: Installation, report: Report): Promise<void> {
  for (const service of apps) {
    await report.step(`${service}'s image holds what it needs to run, and nothing else`, async () => {
      const contents = await contentsOf(compose, service);
      expectNone(misfits(service, contents));
      return `${contents.megabytes} MB, ${contents.packages.length} packages`;
    });
  }
  await report.step(`${packageListFile} lists what is in the images`, () => {
    if (read(packageListFile) !== packageList())
      throw new Error('it does not: node tools/deploy/list-packages.mjs');
    return Promise.resolve();
  });
  await report.step('no image holds a secret', async () => {
    expectNone((await Promise.all(containers.map((service) => secretsIn(compose, service)))).flat());
  });
  await report.step('the containers are as closed as promised, seen from inside', async () => {
    const closed = ['postgres', ...apps];
    expectNone((await Promise.all(closed.map((service) => weaknesses(compose, service)))).flat());
  });
  await report.step('npm run demo', () => demo(installation));
  await report.step('the end-to-end suite', () => endToEnd(installation));
  for (const service of lasting) {
    await report.step(`heals after a restart of ${service}`, async () => {
      await compose.restart(service);
      await untilHealed(compose, lasting);
      await demo(installation);
    });
    await report.step(`heals after kill -9 of ${service}`, async () => {
      await killProcessOf(compose, service);
      await untilHealed(compose, lasting);
      await demo(installation);
    });
  }
}

async function stop(compose: Compose): Promise<void> {
  await compose.stop();
  const states = await Promise.all(
    containers.map(async (service) => ({ service, ...(await compose.stateOf(service)) })),
  );
  expectNone(
    states.filter(({ ExitCode }) => ExitCode !== 0).map(({ service, ExitCode }) => `${service}: ${ExitCode}`),
  );
}

function expectNone(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'));
}
