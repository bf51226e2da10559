import { trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino } from 'pino';
import { type CallerOf, callerFields } from '../caller.js';
import { loggedError } from './error-serializer.js';
import { withoutSecrets, withoutTokens } from './redaction.js';
import { currentRequestContext } from './request-context.js';

type LogFormat = 'json' | 'pretty';

interface ServiceLoggerOptions {
  readonly service: string;
  readonly level: string;
  readonly callerOf: CallerOf;
  /** Default: readable when stdout is a terminal, JSON otherwise. */
  readonly format?: LogFormat | undefined;
  /** Where lines go; default stdout. */
  readonly destination?: DestinationStream | undefined;
}

/** The pino logger of a service: JSON lines that name the request, the trace and the caller they belong to. */
export async function createServiceLogger(options: ServiceLoggerOptions): Promise<Logger> {
  const destination = options.destination ?? (await standardOutput(options.format));
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
      serializers: { err: (error: unknown) => loggedError(error) },
      hooks: { streamWrite: withoutTokens },
      mixin: () => correlation(options.callerOf),
    },
    destination,
  );
}

function correlation(callerOf: CallerOf): Record<string, unknown> {
  const context = currentRequestContext();
  const traceId = trace.getActiveSpan()?.spanContext().traceId ?? context?.traceId;
  const caller = context && callerOf(context.request);
  return {
    ...(context && { requestId: context.requestId }),
    ...(traceId && { traceId }),
    ...(caller && { caller: callerFields(caller) }),
  };
}

async function standardOutput(
  format: LogFormat = process.stdout.isTTY ? 'pretty' : 'json',
): Promise<DestinationStream> {
  if (format === 'json') return pino.destination({ dest: 1, sync: true });
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    colorize: true,
    // one line each, what happened first: many services share one terminal
    singleLine: true,
    messageFormat: '{context} {if event}{event}{end}{if msg}{msg}{end}',
    ignore: 'pid,hostname,service,context,event',
    translateTime: 'HH:MM:ss.l',
    sync: true,
  });
}
