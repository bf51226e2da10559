import { type ProblemOptions } from './problem-exception.js';

/**
 * Every problem that the kit itself answers with; a service's own problems have its own codes.
 * This table is the documentation: a code, once published, keeps its meaning.
 */
export const serviceProblems = {
  requestInvalid: { status: 400, code: 'REQUEST_INVALID', title: 'The request is not valid' },
  requestMalformed: { status: 400, code: 'REQUEST_MALFORMED', title: 'The request cannot be read' },
  routeNotFound: { status: 404, code: 'ROUTE_NOT_FOUND', title: 'There is nothing at this address' },
  methodNotAllowed: {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    title: 'This address does not know that method',
  },
  requestTimeout: { status: 408, code: 'REQUEST_TIMEOUT', title: 'The request took too long to arrive' },
  bodyTooLarge: { status: 413, code: 'BODY_TOO_LARGE', title: 'The body is larger than this service reads' },
  addressTooLong: {
    status: 414,
    code: 'ADDRESS_TOO_LONG',
    title: 'The address is longer than this service reads',
  },
  mediaTypeUnsupported: { status: 415, code: 'MEDIA_TYPE_UNSUPPORTED', title: 'The body is not JSON' },
  rateLimited: { status: 429, code: 'RATE_LIMITED', title: 'Too many requests from this caller' },
  headersTooLarge: {
    status: 431,
    code: 'HEADERS_TOO_LARGE',
    title: 'The headers are larger than this service reads',
  },
  internalError: { status: 500, code: 'INTERNAL_ERROR', title: 'The service failed to answer' },
  databaseUnavailable: {
    status: 503,
    code: 'DATABASE_UNAVAILABLE',
    title: 'The service cannot reach its database',
  },
  handlerTimeout: { status: 503, code: 'HANDLER_TIMEOUT', title: 'The service took too long to answer' },
  overloaded: { status: 503, code: 'OVERLOADED', title: 'The service is busier than it can bear' },
} as const satisfies Record<string, ProblemOptions>;
