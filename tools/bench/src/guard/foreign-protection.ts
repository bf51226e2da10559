import fastifyJwt from '@fastify/jwt';
import { type INestApplication } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { auth } from 'express-oauth2-jwt-bearer';
import { type GuardJob, type IssuerFacts } from './guard-job.js';

/** As many as `EntraApiModule` remembers by default. */
const CACHED_TOKENS = 5_000;

/** Protections that are no Nest guards but a plugin or a middleware of the server, as their READMEs install them. */
export async function protectServer(app: INestApplication, { protection, issuer }: GuardJob): Promise<void> {
  if (protection === 'fastify-jwt') await installFastifyJwt(app as NestFastifyApplication, issuer);
  if (protection === 'express-oauth2-jwt-bearer') {
    (app as NestExpressApplication).use(
      auth({ issuer: issuer.issuer, jwksUri: issuer.keysUri, audience: issuer.clientId }),
    );
  }
}

async function installFastifyJwt(app: NestFastifyApplication, issuer: IssuerFacts): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyJwt, {
    secret: { public: issuer.publicKeyPem },
    verify: {
      algorithms: ['RS256'],
      allowedIss: issuer.issuer,
      allowedAud: issuer.clientId,
      cache: CACHED_TOKENS,
    },
  });
  fastify.addHook('onRequest', async (request) => {
    await request.jwtVerify();
  });
}
