import { type LoggerService } from '@nestjs/common';
import { inspect } from 'node:util';
import { LEAK_MARK } from './local-entra.js';

/**
 * What the test's application logged. Importing this file also checks, after every test of the importing file, that
 * no line holds a secret or a token.
 */
export const logged: string[] = [];

const capture = (...parts: unknown[]) =>
  void logged.push(parts.map((part) => inspect(part, { depth: null })).join(' '));
export const capturing: LoggerService = {
  log: capture,
  warn: capture,
  error: capture,
  debug: capture,
  verbose: capture,
};

beforeEach(() => {
  logged.length = 0;
});

afterEach(() => {
  expect(logged.filter((line) => line.includes(LEAK_MARK) || line.includes('PRIVATE KEY'))).toEqual([]);
});
