import { Controller, type DynamicModule, Get, Module, Post, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  defineRoles,
  EntraApiModule,
  type EntraApiOptions,
  Public,
  requirementOf,
  Roles,
  Scopes,
  UserRoles,
} from '../../src/protect/index.js';

const options: EntraApiOptions = {
  tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
  clientId: '00001111-aaaa-2222-bbbb-3333cccc4444',
  // nothing listens there: the boot must not need the issuer
  authorityHost: 'http://127.0.0.1:9',
};

@Module({})
class AppModule {}

type Prepare = (app: NestFastifyApplication) => unknown;

async function boot(
  controllers: Type[],
  more: Partial<EntraApiOptions> = {},
  prepare?: Prepare,
): Promise<void> {
  const module: DynamicModule = {
    module: AppModule,
    imports: [EntraApiModule.forRoot({ ...options, ...more })],
    controllers,
  };
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    abortOnError: false,
  });
  try {
    await prepare?.(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  } finally {
    await app.close();
  }
}

/** Decorators as plain JavaScript, or a careless cast, would call them. */
const loosely = (decorator: unknown) =>
  decorator as (...names: unknown[]) => MethodDecorator & ClassDecorator;

describe('the boot', () => {
  it('succeeds when every route says who may call it', async () => {
    @Controller('a')
    class Declared {
      @Get() @Roles('A') a() {}
      @Post() @Scopes('B') @UserRoles('C') b() {}
      @Get('c') @Public() c() {}
      noRoute() {}
    }
    await expect(boot([Declared])).resolves.toBeUndefined();
  });

  it('fails at a route without decorator, and names the handler', async () => {
    @Controller()
    class Forgotten {
      @Get('a') @Roles('A') fine() {}
      @Get('b') forgotten() {}
    }
    await expect(boot([Forgotten])).rejects.toThrow(
      /AUTH_CONFIG_ROUTES: every route must say who may call it:\n- Forgotten\.forgotten says nowhere who may call it: add @Roles, @Scopes or @Public$/,
    );
  });

  it('names every such route at once', async () => {
    @Controller()
    class First {
      @Get('a') one() {}
      @Get('b') two() {}
    }
    @Controller()
    class Second {
      @Get('c') three() {}
    }
    await expect(boot([First, Second])).rejects.toThrow(/First\.one.*\n.*First\.two.*\n.*Second\.three/);
  });

  it.each<[string, MethodDecorator | MethodDecorator[], RegExp]>([
    ['an empty @Roles()', loosely(Roles)(), /Bad\.route has an empty @Roles\(\)/],
    ['an empty @Roles.all()', loosely(Roles.all)(), /Bad\.route has an empty @Roles\(\)/],
    ['an empty @Scopes()', loosely(Scopes)(), /Bad\.route has an empty @Scopes\(\)/],
    ['an empty @UserRoles()', [Scopes('A'), loosely(UserRoles)()], /Bad\.route has an empty @UserRoles\(\)/],
    ['@UserRoles without @Scopes', UserRoles('A'), /Bad\.route has @UserRoles without @Scopes/],
    ['@UserRoles with @Roles', [UserRoles('A'), Roles('A')], /Bad\.route has @UserRoles without @Scopes/],
    ['@Public and @Roles', [Public(), Roles('A')], /Bad\.route is both @Public and protected/],
    ['@Public and @Scopes', [Public(), Scopes('A')], /Bad\.route is both @Public and protected/],
    ['@Public and @UserRoles', [Public(), UserRoles('A')], /Bad\.route is both @Public and protected/],
    ['a role that is undefined', loosely(Roles)('A', undefined), /Bad\.route names 'undefined' in @Roles/],
    ['a role that is empty', loosely(Roles)(''), /Bad\.route names '' in @Roles/],
    ['roles in one string', loosely(Roles)('A B'), /Bad\.route names 'A B' in @Roles/],
    ['a scope with a quote', loosely(Scopes)('A"'), /Bad\.route names 'A"' in @Scopes/],
    [
      'a user role with a backslash',
      [Scopes('A'), loosely(UserRoles)('A\\')],
      /Bad\.route names 'A\\' in @UserRoles/,
    ],
    ['a role of 251 characters', loosely(Roles)('x'.repeat(251)), /Bad\.route names 'x+' in @Roles/],
  ])('fails at %s', async (_what, decorators, message) => {
    @Controller()
    class Bad {
      @Get() route() {}
    }
    const descriptor = Object.getOwnPropertyDescriptor(Bad.prototype, 'route') as PropertyDescriptor;
    for (const decorate of [decorators].flat()) decorate(Bad.prototype, 'route', descriptor);
    await expect(boot([Bad])).rejects.toThrow(message);
  });

  it('fails at a role that the catalogue of the API does not have', async () => {
    const roles = defineRoles({ read: 'Stock.Read', approve: 'Stock.Approve' });
    @Controller()
    class Misspelt {
      @Get('a') @Roles(roles.read) fine() {}
      @Get('b') @Roles('Stock.Raed') app() {}
      @Get('c') @Scopes('Any.Scope') @UserRoles('Stock.Aprove') user() {}
      @Get('d') @Public() open() {}
    }
    await expect(boot([Misspelt], { roles })).rejects.toThrow(
      /^AUTH_CONFIG_ROUTES: .*\n- Misspelt\.app names the role 'Stock\.Raed', which the catalogue of this API does not have\n- Misspelt\.user names the role 'Stock\.Aprove'[^\n]*$/,
    );
  });

  describe('with routes that no controller owns', () => {
    @Controller('items')
    class Items {
      @Get(':id') @Public() item() {}
    }

    it('fails at one, and says how to mark it', async () => {
      const prepare: Prepare = (app) => app.getHttpAdapter().get('/docs', () => undefined);
      await expect(boot([Items], {}, prepare)).rejects.toThrow(
        /GET \/docs belongs to no controller, so no guard protects it: register it with config \{ public: true \}/,
      );
    });

    it("fails at a plugin's", async () => {
      const prepare: Prepare = (app) =>
        app.register((fastify, _options, done) => {
          fastify.route({ method: ['GET', 'POST'], url: '/metrics', handler: () => 'x' });
          done();
        });
      await expect(boot([Items], {}, prepare)).rejects.toThrow(
        /GET, POST \/metrics belongs to no controller/,
      );
    });

    it('fails at one that is registered after the audit', async () => {
      const prepare: Prepare = async (app) => {
        await app.init();
        app
          .getHttpAdapter()
          .getInstance()
          .get('/late', { config: { public: true } } as object, () => 'x');
        expect(() =>
          app
            .getHttpAdapter()
            .getInstance()
            .get('/later', () => 'x'),
        ).toThrow(/GET \/later belongs to no controller/);
      };
      await expect(boot([Items], {}, prepare)).resolves.toBeUndefined();
    });

    it('succeeds when each is marked as public, and takes CORS preflights for what they are', async () => {
      const prepare: Prepare = (app) => {
        const fastify = app.getHttpAdapter().getInstance();
        fastify.get('/docs', { config: { public: true } } as object, () => 'x');
        fastify.options('*', () => 'x');
      };
      await expect(boot([Items], {}, prepare)).resolves.toBeUndefined();
    });

    it('does not take a truthy mark for a true one', async () => {
      const prepare: Prepare = (app) =>
        app
          .getHttpAdapter()
          .getInstance()
          .get('/docs', { config: { public: 'yes' } } as object, () => 'x');
      await expect(boot([Items], {}, prepare)).rejects.toThrow(/GET \/docs/);
    });
  });

  it('audits controllers on Express too', async () => {
    @Controller()
    class Forgotten {
      @Get() forgotten() {}
    }
    const module: DynamicModule = {
      module: AppModule,
      imports: [EntraApiModule.forRoot(options)],
      controllers: [Forgotten],
    };
    const app = await NestFactory.create(module, new ExpressAdapter(), { abortOnError: false });
    await expect(app.init()).rejects.toThrow(/Forgotten\.forgotten/);
    await app.close();
  });
});

describe('what a route needs', () => {
  @Controller()
  @Roles('Class.Role')
  class Base {
    inherited() {}
    @Public() open() {}
    @Roles.all('A', 'B') stricter() {}
    @Scopes('S') forUsers() {}
    @Roles('A') @Scopes('S') @UserRoles('U') either() {}
  }

  @Controller()
  class Derived extends Base {}

  @Controller()
  @Scopes('Derived.Scope')
  class Redeclared extends Base {
    override stricter() {}
  }

  @Controller()
  @Public()
  class Open {
    @Roles('A') closed() {}
    open() {}
  }

  class Undeclared {
    method() {}
  }

  class Nonsense {
    @UserRoles('A') method() {}
  }

  const application = (match: 'any' | 'all', ...roles: string[]) => ({
    kind: 'protected',
    application: { match, roles },
  });

  it.each([
    ["a method without decorator takes the class's", Base, 'inherited', application('any', 'Class.Role')],
    ["a method's decorator replaces the class's", Base, 'stricter', application('all', 'A', 'B')],
    ['a method may open what the class closes', Base, 'open', { kind: 'public' }],
    [
      "a method's @Scopes leaves nothing of the class's @Roles",
      Base,
      'forUsers',
      { kind: 'protected', user: { scopes: ['S'] } },
    ],
    [
      'both kinds of caller',
      Base,
      'either',
      { ...application('any', 'A'), user: { scopes: ['S'], roles: ['U'] } },
    ],
    ['a derived class inherits the declaration', Derived, 'inherited', application('any', 'Class.Role')],
    ['a derived class inherits decorated methods', Derived, 'stricter', application('all', 'A', 'B')],
    [
      "a derived class's declaration replaces the inherited one",
      Redeclared,
      'inherited',
      { kind: 'protected', user: { scopes: ['Derived.Scope'] } },
    ],
    [
      'an overriding method loses the decorators of the overridden one',
      Redeclared,
      'stricter',
      { kind: 'protected', user: { scopes: ['Derived.Scope'] } },
    ],
    ['a method may close what the class opens', Open, 'closed', application('any', 'A')],
    ['a method of an open class is open', Open, 'open', { kind: 'public' }],
    ['nothing declared is nothing', Undeclared, 'method', undefined],
    ['nonsense is nothing', Nonsense, 'method', undefined],
  ])('%s', (_rule, type, method, requirement) => {
    const handler = (type.prototype as unknown as Record<string, () => void>)[method] as () => void;
    expect(requirementOf(handler, type)).toEqual(requirement);
  });

  it('is checked by the compiler where names come from a catalogue', () => {
    const roles = defineRoles({ read: 'Stock.Read' });
    // @ts-expect-error -- an unknown role
    expect(roles.raed).toBeUndefined();
    // @ts-expect-error -- no role
    expect(Roles()).toBeDefined();
    // @ts-expect-error -- no scope
    expect(Scopes()).toBeDefined();
    expect(() => Object.assign(roles, { read: 'Other' })).toThrow();
  });

  it('cannot be named by what is no role', () => {
    expect(() => defineRoles({ read: 'Stock Read' })).toThrow(/AUTH_CONFIG_ROLES: 'Stock Read' \(read\)/);
  });
});
