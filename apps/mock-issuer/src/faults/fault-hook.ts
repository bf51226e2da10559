import { setTimeout as sleep } from 'node:timers/promises';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type MockClock } from '../clock.js';
import { listenerOf } from '../http/listeners.js';
import { logRequest } from '../http/request-logging.js';
import { type RequestLog } from '../request-log.js';
import { endpointOf } from './endpoints.js';
import { describeFault } from './describe-fault.js';
import { faultAnswer } from './fault-answer.js';
import { type Faults } from './faults.js';

export interface FaultHookState {
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly clock: MockClock;
}

/** Lets requests fail before any of the mock's own code sees them. */
export function addFaultHook(fastify: FastifyInstance, { faults, requests, clock }: FaultHookState): void {
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    // a preflight is the browser's, not the client's
    if (request.method === 'OPTIONS') return;
    const endpoint = endpointOf(listenerOf(request.raw), request.url.split('?', 1)[0] ?? '');
    const effect = endpoint && faults.take(endpoint);
    if (!effect) return;

    requests.note(request.raw, { reason: `fault: ${describeFault(effect)}` });
    if (effect.delayMs > 0) await sleep(effect.delayMs, undefined, { ref: false });
    switch (effect.kind) {
      case 'delay':
        return;
      case 'drop':
        logRequest(requests, request, 'dropped', reply.elapsedTime);
        reply.hijack();
        request.raw.socket.destroy();
        return;
      case 'status': {
        const { contentType, body } = faultAnswer(effect, endpoint, request, clock.now());
        if (effect.retryAfterSeconds !== undefined)
          void reply.header('retry-after', String(effect.retryAfterSeconds));
        void reply.header('access-control-allow-origin', '*');
        await reply.code(effect.status).type(contentType).send(body);
      }
    }
  });
}
