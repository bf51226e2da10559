import { type LocalSystem, type ProcessDefinition } from '../system/definitions.ts';

/** What every process may get from the caller: how to log, trace and limit. Nothing that could hold a secret. */
const passedToAll = [
  'LOG_LEVEL',
  'LOG_FORMAT',
  'RATE_LIMIT_PER_MINUTE',
  'SHUTDOWN_DRAIN_SECONDS',
  'TRUST_PROXY',
  'NO_COLOR',
  'TZ',
  // where Node and Windows find themselves
  'PATH',
  'TMPDIR',
  'TEMP',
  'SystemRoot',
];
const passedToAllPrefix = 'OTEL_';

/**
 * The whole environment of one process. Built up from nothing, so that what the developer's shell holds (cloud
 * credentials, tokens) does not reach a process that has no use for it.
 */
export function environmentOf<Name extends string>(
  definition: ProcessDefinition<Name>,
  local: LocalSystem<Name>,
  caller: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const passedOn = new Set([...passedToAll, ...definition.passesOn]);
  return {
    NODE_ENV: 'development',
    // the one way that every SDK honours, and only before the process starts
    NODE_EXTRA_CA_CERTS: local.caFile,
    SHUTDOWN_DRAIN_SECONDS: '0',
    ...(process.stdout.isTTY && { LOG_FORMAT: 'pretty', FORCE_COLOR: '1' }),
    ...Object.fromEntries(
      Object.entries(definition.environment(local)).map(([name, value]) => [name, String(value)]),
    ),
    ...Object.fromEntries(
      Object.entries(caller).filter(([name]) => passedOn.has(name) || name.startsWith(passedToAllPrefix)),
    ),
  };
}
