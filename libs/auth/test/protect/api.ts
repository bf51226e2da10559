import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { type DynamicModule, type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { EntraApiModule, type EntraApiOptions } from '../../src/protect/index.js';

export type Platform = 'fastify' | 'express';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly method?: string;
  readonly path: string;
  /** Names and values in turn, sent as they are. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

@Module({})
class AppModule {}

/** A real Nest application on a real port. */
export class Api {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  private constructor(
    readonly app: INestApplication,
    private readonly port: number,
  ) {}

  static async start(
    options: EntraApiOptions,
    controllers: Type[],
    { platform = 'fastify', imports = [] }: { platform?: Platform; imports?: DynamicModule[] } = {},
  ): Promise<Api> {
    const module: DynamicModule = {
      module: AppModule,
      imports: [EntraApiModule.forRoot(options), ...imports],
      controllers,
    };
    // more headers than Node takes by default, so that our own limit is the one that answers
    const adapter =
      platform === 'fastify' ? new FastifyAdapter({ http: { maxHeaderSize: 65_536 } }) : new ExpressAdapter();
    const app = await NestFactory.create(module, adapter, { abortOnError: false });
    await app.listen(0, '127.0.0.1');
    return new Api(app, Number(new URL(await app.getUrl()).port));
  }

  async close(): Promise<void> {
    this.agent.destroy();
    await this.app.close();
  }

  /** With this token, to this path. */
  get(path: string, token?: string): Promise<Answer> {
    return this.send({ path, headers: token === undefined ? [] : ['Authorization', `Bearer ${token}`] });
  }

  /** What the server says to these bytes, which need not be HTTP. */
  statusLineFor(bytes: string): Promise<string> {
    return new Promise((resolve) => {
      let received = '';
      const socket = connect(this.port, '127.0.0.1');
      socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
      // the server closes while we are still writing
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(received.split('\r\n', 1)[0] ?? ''));
      socket.write(bytes);
    });
  }

  send({ method = 'GET', path, headers = [], body }: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: this.port,
        method,
        path,
        headers: ['Host', 'api.test', ...headers],
      };
      const outgoing = httpRequest(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const json = /json/.test(response.headers['content-type'] ?? '');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: json ? (JSON.parse(text) as Answer['body']) : { text },
          });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
