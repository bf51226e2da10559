import { doctor } from '../src/doctor.js';
import { type Diagnosis, type Environment, remember } from './diagnosis.js';

/**
 * The same without the process, whose start costs most of a second: for the many set-ups that do not depend on what
 * Node itself reads at its start, or on what the Azure SDKs keep for the life of a process.
 */
export async function askDoctor(environment: Environment, ...args: readonly string[]): Promise<Diagnosis> {
  const before = { ...process.env };
  let [stdout, stderr] = ['', ''];
  try {
    const exitCode = await doctor(
      args,
      { PATH: before['PATH'], ...environment },
      { print: (text) => void (stdout += text), complain: (text) => void (stderr += text) },
    );
    return remember({ exitCode, stdout, stderr });
  } finally {
    Object.assign(process.env, before);
    for (const name of Object.keys(process.env)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    }
  }
}
