import { type LoggerService, type LogLevel } from '@nestjs/common';
import { type Logger } from 'pino';

type PinoLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const pinoLevels: Readonly<Record<LogLevel, PinoLevel>> = {
  verbose: 'trace',
  debug: 'debug',
  log: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'fatal',
};

/** Nest's own boot messages: a line for each module and route, of interest only to who debugs the boot. */
const bootContexts = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/**
 * Writes what is logged through Nest's `Logger` with pino. The first argument is a message, an error, or an
 * object of fields with the message after it; Nest adds the logger's context as the last argument.
 *
 * @example new Logger('Orders').log({ orderId }, 'order confirmed')
 */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  /** What `Logger.isLevelEnabled` of Nest is to answer: the guard asks it before it puts a decision together. */
  get enabledLevels(): LogLevel[] {
    const levels = Object.entries(pinoLevels) as [LogLevel, PinoLevel][];
    return levels.flatMap(([level, name]) => (this.pino.isLevelEnabled(name) ? [level] : []));
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write(bootContexts.has(String(rest.at(-1))) ? pinoLevels.debug : pinoLevels.log, message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write(pinoLevels.error, message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write(pinoLevels.warn, message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write(pinoLevels.debug, message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write(pinoLevels.verbose, message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write(pinoLevels.fatal, message, rest);
  }

  private write(level: PinoLevel, message: unknown, rest: readonly unknown[]): void {
    // what is not written must not be put together first
    if (!this.pino.isLevelEnabled(level)) return;
    const context = rest.at(-1);
    const text = rest.length > 1 ? rest[0] : undefined;
    this.pino[level](fieldsOf(message, context), textOf(message, text));
  }
}

function fieldsOf(message: unknown, context: unknown): Record<string, unknown> {
  const fields = typeof context === 'string' ? { context } : {};
  if (message instanceof Error) return { ...fields, err: message };
  return typeof message === 'object' && message !== null ? { ...fields, ...message } : fields;
}

function textOf(message: unknown, text: unknown): string | undefined {
  if (typeof message === 'string') return message;
  if (typeof text === 'string') return text;
  return message instanceof Error ? message.message : undefined;
}
