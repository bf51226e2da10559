import { type HttpAdapterHost } from '@nestjs/core';

/** A route as Fastify's `onRoute` hook shows it. */
interface RegisteredRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  readonly handler: { readonly name: string };
  readonly config?: { readonly public?: unknown };
}

interface FastifyLike {
  addHook(name: 'onRoute', hook: (route: RegisteredRoute) => void): void;
}

/**
 * Watches for routes that no controller owns: a plugin's, Swagger's. Nest's guards never see their requests, so each
 * has to say that it is meant for everybody: `config: { public: true }` in its Fastify options.
 *
 * Express has no such hook: there, only controllers are audited.
 */
export class PlainRoutes {
  readonly #seen: RegisteredRoute[] = [];
  #judge: ((route: RegisteredRoute) => void) | undefined;
  #watching = false;

  constructor(private readonly host: HttpAdapterHost) {
    // as soon as there is an adapter: Swagger and plugins register before Nest does
    this.watch();
  }

  /** Begins to watch, if there is an adapter by now: `Test.createTestingModule` makes it after the modules. */
  watch(): void {
    const adapter = this.host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (this.#watching || adapter?.getType() !== 'fastify') return;
    this.#watching = true;
    adapter.getInstance<FastifyLike>().addHook('onRoute', (route) => {
      if (this.#judge) this.#judge(route);
      else this.#seen.push(route);
    });
  }

  /** One sentence for each route so far that is neither a controller's nor marked. */
  findings(controllerNames: ReadonlySet<string>): readonly string[] {
    return this.#seen.flatMap((route) => findingAbout(route, controllerNames) ?? []);
  }

  /** From now on, refuses such a route while it is being registered. */
  refuseFurther(controllerNames: ReadonlySet<string>, refuse: (finding: string) => never): void {
    this.#judge = (route) => {
      const finding = findingAbout(route, controllerNames);
      if (finding) refuse(finding);
    };
  }
}

function findingAbout(route: RegisteredRoute, controllerNames: ReadonlySet<string>): string | undefined {
  if (route.config?.public === true || controllerNames.has(route.handler.name) || isPreflight(route))
    return undefined;
  return `${[route.method].flat().join(', ')} ${route.url} belongs to no controller, so no guard protects it: register it with config { public: true } if it is meant for everybody`;
}

/** A CORS preflight carries no credentials (Fetch standard, §3.2.2); `@fastify/cors` answers it by a route. */
function isPreflight({ method }: RegisteredRoute): boolean {
  return method === 'OPTIONS';
}
