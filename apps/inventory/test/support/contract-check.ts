import { type Operation, operationOf, problemAnswers } from '@nest-entra/inventory-contract';
import { isDeepStrictEqual } from 'node:util';
import { type Exchange } from './exchange.js';

/**
 * Holds one exchange with the running service against the contract: the call exists, what was accepted is what
 * the contract accepts, and the answer is one that it documents, to the last member.
 *
 * @throws Error that says what differs
 */
export function checkAgainstContract(exchange: Exchange): void {
  const { request, response } = exchange;
  const call = `${request.method} ${request.path} -> ${response.status}`;
  const operation = operationOf(request.method, request.path);
  if (!operation) throw new Error(`${call}: the contract knows no such call`);
  if (response.status < 300) checkRequest(call, operation, exchange);
  checkResponse(call, operation, exchange);
}

function checkRequest(call: string, operation: Operation, { request }: Exchange): void {
  const accepted = operation.body?.safeParse(request.json).success ?? request.json === undefined;
  if (!accepted) throw new Error(`${call}: the service accepted a body that the contract refuses`);
}

function checkResponse(call: string, operation: Operation, { response }: Exchange): void {
  const answer = operation.answers[response.status];
  const schema = answer === undefined ? problemAnswers(operation).get(response.status) : answer;
  if (schema === undefined) throw new Error(`${call}: ${JSON.stringify(response.body)} is not documented`);
  if (schema === null) {
    if (response.body !== undefined) throw new Error(`${call}: has a body and should not`);
    return;
  }
  const mediaType = answer === undefined ? 'application/problem+json' : 'application/json';
  if (response.headers['content-type']?.startsWith(mediaType) !== true) {
    throw new Error(`${call}: is ${String(response.headers['content-type'])} and not ${mediaType}`);
  }
  if (operation.etag && answer && response.headers['etag'] === undefined) throw new Error(`${call}: no ETag`);
  const parsed = schema.parse(response.body);
  if (!isDeepStrictEqual(parsed, response.body)) {
    throw new Error(`${call}: the contract does not know all of ${JSON.stringify(response.body)}`);
  }
}
