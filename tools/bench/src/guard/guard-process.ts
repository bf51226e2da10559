import './steady-ticks.js';
import 'reflect-metadata';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { protectServer } from './foreign-protection.js';
import { type GuardJob } from './guard-job.js';
import { guardedModule } from './guarded-module.js';

// One server of the comparison, in a process of its own. Its job is the only argument; it tells its address.

const job = JSON.parse(process.argv[2] ?? '') as GuardJob;
const adapter = job.adapter === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
// "info", as in production: what is logged below that must not cost anything
const app: INestApplication = await NestFactory.create(guardedModule(job), adapter, {
  logger: ['warn', 'error'],
});
await protectServer(app, job);
await app.listen(0, '127.0.0.1');
process.on('disconnect', () => process.exit());
process.send?.(await app.getUrl());
