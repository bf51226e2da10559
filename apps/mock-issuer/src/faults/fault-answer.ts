import { type FastifyRequest } from 'fastify';
import { EntraError, errorBody } from '../entra/entra-error.js';
import { requestIds } from '../entra/request-ids.js';
import { type EndpointName } from './endpoints.js';
import { type FaultEffect } from './fault.schema.js';

type StatusEffect = Extract<FaultEffect, { kind: 'status' }>;

export interface FaultAnswer {
  readonly contentType: string;
  readonly body: string;
}

const json = (body: unknown): FaultAnswer => ({
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

/** The body that the failing service itself would send, unless the fault brings its own. */
export function faultAnswer(
  effect: StatusEffect,
  endpoint: EndpointName,
  request: FastifyRequest,
  now: Date,
): FaultAnswer {
  const { status, text } = effect;
  if (text !== undefined) return { contentType: 'text/plain', body: text };
  switch (endpoint) {
    case 'vault':
      return json({ error: vaultError(status) });
    case 'managed-identity':
      return json({
        statusCode: status,
        message: 'An unexpected error occurred while fetching the AAD Token.',
      });
    case 'discovery':
    case 'keys':
    case 'token':
    case 'authorize':
      // Entra's gateway throttles in plain text (AzureAD/microsoft-authentication-library-for-dotnet issue 2855)
      if (status === 429) return { contentType: 'text/plain', body: 'Too Many Requests' };
      return json(errorBody(new EntraError(90033, {}), requestIds(request), now));
  }
}

function vaultError(status: number): { code: string; message: string } {
  return status === 429
    ? { code: 'Throttled', message: 'Request was not processed because too many requests were received.' }
    : { code: 'InternalServerError', message: 'An error occurred inside the server.' };
}
