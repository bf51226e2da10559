/** What a new Nest application has before it installs anything of ours; both platforms, to start it on either. */
export const starterPackages = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-express',
  '@nestjs/platform-fastify',
  'reflect-metadata',
  'rxjs',
  '@types/node',
];

/** As strict as a consumer can be: every declaration file is checked, theirs and ours. */
export const compilerOptions = {
  target: 'es2023',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  esModuleInterop: true,
  types: ['node'],
};

export type Platform = 'express' | 'fastify';

/** `main.ts`, on a port that is free and printed. */
export function serverMain(platform: Platform, module: string): string {
  const [adapter, argument] =
    platform === 'fastify'
      ? [`import { FastifyAdapter } from '@nestjs/platform-fastify';`, ', new FastifyAdapter()']
      : ['', ''];
  return `
import { NestFactory } from '@nestjs/core';
${adapter}
import { AppModule } from './${module}.js';

async function bootstrap() {
  const app = await NestFactory.create(AppModule${argument});
  await app.listen(0, '127.0.0.1');
  console.log('listening on ' + (await app.getUrl()));
}
void bootstrap();
`;
}

/** `main.ts` of a job: asks the other service once, prints the answer, and ends. */
export function jobMain(module: string): string {
  return `
import { NestFactory } from '@nestjs/core';
import { AppModule } from './${module}.js';
import { Warehouse } from './warehouse.js';

async function bootstrap() {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'warn'] });
  console.log('answer ' + JSON.stringify(await app.get(Warehouse).stock('KEYBOARD-01')));
  await app.close();
}
void bootstrap();
`;
}
