import { describe, expect, it } from '@jest/globals';
import { productionClosure } from './production-closure.ts';

describe('the packages that a service needs to run', () => {
  it('are its dependencies and theirs', () => {
    expect([...productionClosure('apps/inventory')]).toEqual(
      expect.arrayContaining(['@nestjs/core', 'fastify', 'kysely', 'passport-jwt']),
    );
  });

  it('are not what it, or a library of ours, develops with', () => {
    const closure = productionClosure('apps/inventory');
    for (const name of ['typescript', 'jest', '@nestjs/testing', '@nestjs/microservices']) {
      expect(closure.has(name)).toBe(false);
    }
  });

  it('hold an optional peer of the auth library only for the service that depends on it', () => {
    expect(productionClosure('apps/inventory').has('@azure/msal-node')).toBe(false);
    expect(productionClosure('apps/fulfillment').has('@azure/msal-node')).toBe(true);
  });
});
