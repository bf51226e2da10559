import { Launcher, Site } from './launcher.js';
import { RunningSystem } from './running-system.js';

export interface SystemUnderTest {
  readonly system: RunningSystem;
  /** What started it; `undefined` for a system that ran already. */
  readonly launcher: Launcher | undefined;
  end(): Promise<void>;
}

/**
 * The system that `E2E_LOCAL_ENV_FILE` describes (started by docker-compose, say), or else one that the launcher
 * starts for these tests only.
 */
export async function systemUnderTest(): Promise<SystemUnderTest> {
  const runsAlready = process.env.E2E_LOCAL_ENV_FILE;
  if (runsAlready !== undefined) {
    const system = new RunningSystem(runsAlready);
    return { system, launcher: undefined, end: () => system.close() };
  }
  const site = await Site.prepare();
  const launcher = await new Launcher(site).ready();
  const system = new RunningSystem(site.localEnvFile);
  return {
    system,
    launcher,
    end: async () => {
      await system.close();
      await launcher.stop();
      site.remove();
    },
  };
}
