import { z } from 'zod';
import { trustProxy } from './trust-proxy.js';

const origin = z
  .string()
  .refine(
    (value) => URL.canParse(value) && new URL(value).origin === value,
    'must be an origin such as https://shop.example',
  );

/**
 * The variables that every service knows, as a raw zod shape.
 *
 * @example
 * const config = readConfig(z.object({ ...serviceEnvironment, DATABASE_URL: secret() }));
 */
export const serviceEnvironment = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** Loopback unless told otherwise: a service that nobody configured is reachable by nobody. */
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** `pretty` is for people; the default is that on a terminal and `json` everywhere else. */
  LOG_FORMAT: z.enum(['json', 'pretty']).optional(),
  /** Requests that one caller may make in a minute. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number('must be a number').int().min(1).default(6_000),
  /**
   * Requests in progress at once; what comes on top gets 503. It bounds how long a request waits for others: a process
   * that answers 100 a second makes the last of 100 wait for one second, and the last of 1000 for ten, by which time
   * its caller has given up and the work is done for nobody. An event loop that idles while the database is slow shows
   * nothing of this; the number of those who wait does.
   */
  LOAD_LIMIT_REQUESTS_IN_FLIGHT: z.coerce.number('must be a number').int().min(1).default(100),
  /**
   * How long one turn of the event loop may take; what else it brings gets 503. Work that is too much for the CPU
   * shows here. The default bears bursts of hundreds, and bounds the wait of what was accepted at about two seconds.
   */
  LOAD_LIMIT_EVENT_LOOP_LAG_MS: z.coerce.number('must be a number').int().min(1).default(1_000),
  TRUST_PROXY: trustProxy.default(false),
  /** Origins that a browser may call from, separated by commas. None by default. */
  CORS_ORIGINS: z
    .string()
    .transform((value) => value.split(',').map((entry) => entry.trim()))
    .pipe(z.array(origin))
    .default([]),
  /** How long to go on serving after `ready` has turned false: what a load balancer needs to notice. */
  SHUTDOWN_DRAIN_SECONDS: z.coerce.number('must be a number').min(0).max(300).default(0),
  /** Both set: the service speaks https. Neither: an ingress does it. */
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
} as const;

/** What {@link startService} needs to know; a service's own configuration extends it. */
export type ServiceConfig = z.output<z.ZodObject<typeof serviceEnvironment>>;
