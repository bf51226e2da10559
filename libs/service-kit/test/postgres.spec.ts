import { Controller, Get, Module, Post } from '@nestjs/common';
import { Kysely, sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { Secret } from '../src/config/secret.js';
import { InjectDatabase, PostgresHealth, PostgresModule } from '../src/postgres/index.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { problemOf, startTestService } from './test-service.js';

interface Tables {
  item: { id: number };
}

const migrations: Record<string, Migration> = {
  '001_items': {
    async up(db) {
      await db.schema
        .createTable('item')
        .addColumn('id', 'serial', (id) => id.primaryKey())
        .execute();
      // long enough for a second instance to arrive meanwhile
      await sql`select pg_sleep(0.3)`.execute(db);
    },
  },
};

@Module({})
class DatabaseModule {}

@Controller()
class ItemController {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  @Get('items')
  async count() {
    return this.db
      .selectFrom('item')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
  }

  @Post('interrupted')
  async interrupted() {
    await this.db.transaction().execute(async (trx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
    });
  }
}

describe('PostgresModule', () => {
  let database: TestDatabase;
  beforeEach(async () => (database = await createTestDatabase()));
  afterEach(() => database.drop());

  const start = (changes: { url?: string; migrations?: Record<string, Migration> } = {}) =>
    startTestService({
      module: {
        module: DatabaseModule,
        imports: [
          PostgresModule.forRoot({
            url: new Secret(changes.url ?? database.url),
            applicationName: 'kit-test',
            migrations: changes.migrations ?? migrations,
          }),
        ],
        controllers: [ItemController],
      },
      readiness: [PostgresHealth],
    });

  it('migrates before anything may query', async () => {
    const service = await start();
    const response = await service.fetch('/items');
    expect(await response.json()).toEqual({ count: '0' });
    await service.close();
  });

  it('lets instances that start together migrate once', async () => {
    const services = await Promise.all([start(), start(), start()]);
    const migrated = services.flatMap(({ log }) => log.with('migrated'));
    expect(migrated).toHaveLength(1);
    expect(migrated).toMatchObject([{ migration: '001_items' }]);
    await Promise.all(services.map((service) => service.close()));
  });

  it('leaves nothing of a set of migrations of which one fails', async () => {
    const failing = {
      ...migrations,
      '002_broken': {
        async up(db: Kysely<unknown>) {
          await sql`select nonsense`.execute(db);
        },
      },
    };
    await expect(start({ migrations: failing })).rejects.toThrow('could not be brought up to date');
    expect(await database.execute(`select to_regclass('item') as item`)).toEqual([{ item: null }]);
    expect(await connections()).toHaveLength(0);
  });

  it('does not start without its database, and does not show the password', async () => {
    const url = new URL(database.url);
    url.password = 'hunter2';
    url.port = '1';
    const error: unknown = await start({ url: url.href }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
  });

  it('survives the server ending its connections, idle and in use', async () => {
    const service = await start();
    await service.fetch('/items');
    await database.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kit-test'`,
    );
    const interrupted = await service.fetch('/interrupted', { method: 'POST' });
    expect(interrupted.status).toBe(503);
    expect(interrupted.headers.get('retry-after')).toBe('1');
    expect(await problemOf(interrupted)).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });

    const [first, second] = [await service.fetch('/items'), await service.fetch('/items')];
    expect([first.status, second.status]).toContain(200);
    expect((await service.fetch('/health/ready')).status).toBe(200);
    expect(service.log.with('a connection to the database was lost')).not.toHaveLength(0);
    await service.close();
  });

  it('is not ready while its database is away', async () => {
    const service = await start();
    await database.drop();
    const response = await service.fetch('/health/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'down', checks: { database: 'down' } });
    expect(service.log.with('a part of this service is down')).toMatchObject([{ check: 'database' }]);
    database = await createTestDatabase();
    await service.close();
  });

  it('closes its connections with the service', async () => {
    const service = await start();
    await service.fetch('/items');
    await service.close();
    expect(await connections()).toHaveLength(0);
  });

  const connections = () =>
    database.execute(
      `select 1 from pg_stat_activity where application_name = 'kit-test' and datname = current_database()`,
    );
});
