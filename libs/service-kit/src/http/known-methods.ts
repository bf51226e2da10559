import { type FastifyInstance, type HTTPMethods } from 'fastify';
import createRouter, { type HTTPMethod } from 'find-my-way';

/**
 * Which methods an address knows. Fastify's router answers only "found" or "not found", so a second one (the
 * same implementation, hence the same idea of a match) holds the routes for the question after a "not found".
 */
export class KnownMethods {
  private readonly router = createRouter();
  private readonly methods = new Set<HTTPMethod>();

  /** Registers with `onRoute`, and so sees the routes added from now on. */
  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) this.add(each, url);
    });
  }

  /** The methods that the path of this URL answers to, in the form of the `Allow` header. */
  of(url: string): readonly string[] {
    const [path = '/'] = url.split('?', 1);
    return [...this.methods].filter((method) => this.router.find(method, path) !== null).sort();
  }

  private add(method: HTTPMethods, url: string): void {
    // a catch-all (CORS preflight) says nothing about an address
    if (url.endsWith('*')) return;
    const known = method as HTTPMethod;
    if (this.router.hasRoute(known, url)) return;
    this.methods.add(known);
    this.router.on(known, url, noop);
  }
}

function noop(): void {
  // never called: the router is only asked whether it would
}
