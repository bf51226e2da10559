import { inspect } from 'node:util';
import { Logger, type LoggerService } from '@nestjs/common';

/** Every line that Nest's loggers wrote in this spec file, at every level, as deep as an inspection goes. */
export const capturedLines: string[] = [];

const capture = (...message: unknown[]) =>
  void capturedLines.push(message.map((part) => inspect(part, { depth: 12 })).join(' '));

const capturingLogger: LoggerService = {
  log: capture,
  error: capture,
  warn: capture,
  debug: capture,
  verbose: capture,
  fatal: capture,
};

Logger.overrideLogger(capturingLogger);

/** A JSON object in base64url, as every token starts, and anything as long and random as a signature. */
const TOKEN_LIKE = /eyJ[A-Za-z0-9_-]{8}|[A-Za-z0-9_-]{200}|-----BEGIN/;

// runs after every spec file of this library: whatever was tried there, no token may have reached the log
afterAll(() => {
  expect(capturedLines.filter((line) => TOKEN_LIKE.test(line))).toEqual([]);
});
