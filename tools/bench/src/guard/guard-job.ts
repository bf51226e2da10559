/** The ways to protect a route that are compared. */
export const protections = [
  'nothing',
  'entra-guard',
  'plain-wiring',
  'fastify-jwt',
  'express-oauth2-jwt-bearer',
] as const;
export type Protection = (typeof protections)[number];
export type Adapter = 'fastify' | 'express';

/** What a server of this comparison is to be. */
export interface GuardJob {
  readonly adapter: Adapter;
  readonly protection: Protection;
  readonly issuer: IssuerFacts;
}

/** What a resource server knows of its issuer. */
export interface IssuerFacts {
  readonly tenantId: string;
  readonly clientId: string;
  readonly authorityHost: string;
  readonly issuer: string;
  readonly keysUri: string;
  readonly publicKeyPem: string;
}
