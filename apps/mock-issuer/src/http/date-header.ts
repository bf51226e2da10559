import { type FastifyInstance } from 'fastify';
import { type MockClock } from '../clock.js';

/** A server's `Date` is its clock's: by it a client sees that one of the two clocks is wrong. */
export function addDateHeader(fastify: FastifyInstance, clock: MockClock): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('date', clock.now().toUTCString());
    done(null, payload);
  });
}
