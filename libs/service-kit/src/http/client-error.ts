import { type Socket } from 'node:net';
import { NO_PROBLEM_TYPE, PROBLEM_MEDIA_TYPE, statusPhrase } from '../problem/problem.js';
import { serviceProblems } from '../problem/service-problems.js';

/** Answers what Node could not even parse as a request, in the form of every other error. */
export function answerClientError(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = { type: NO_PROBLEM_TYPE, ...problemOfParser(error.code) };
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${String(problem.status)} ${statusPhrase(problem.status)}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function problemOfParser(code: string | undefined) {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return serviceProblems.headersTooLarge;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return serviceProblems.requestTimeout;
    default:
      return serviceProblems.requestMalformed;
  }
}
