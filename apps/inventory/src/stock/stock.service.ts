import { Injectable } from '@nestjs/common';
import { type MovementPage, Sku, type Stock, type StockPage } from '@nest-entra/inventory-contract';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { type CallerKey } from '../caller-key.js';
import { Clock } from '../clock.js';
import { type Database } from '../database/schema.js';
import { Transactions } from '../database/transactions.js';
import { inventoryProblem } from '../inventory-problem.js';
import { invalidRequest } from '../invalid-request.js';
import { decodeCursor, pageOf } from './cursor.js';
import { MovementsRepository } from './movements.repository.js';
import { holds, type Precondition } from './precondition.js';
import { StockRepository } from './stock.repository.js';
import { type Author } from './stock-change.js';

interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const Version = z.coerce.number().int().min(1);

/** What is on the shelves: read it, set it, and see how it came to be. */
@Injectable()
export class StockService {
  constructor(
    @InjectDatabase() private readonly database: Kysely<Database>,
    private readonly transactions: Transactions,
    private readonly stock: StockRepository,
    private readonly movements: MovementsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws {ProblemException} `STOCK_UNKNOWN` */
  async find(sku: string): Promise<Stock> {
    const found = await this.stock.find(this.database, sku);
    if (!found) throw inventoryProblem('STOCK_UNKNOWN', { sku });
    return found;
  }

  async list({ limit, cursor }: PageRequest): Promise<StockPage> {
    const after = cursor === undefined ? undefined : positionIn(cursor, Sku);
    const found = await this.stock.page(this.database, limit + 1, after);
    return pageOf(found, limit, ({ sku }) => sku);
  }

  /** @throws {ProblemException} `STOCK_UNKNOWN` */
  async ledger(sku: string, { limit, cursor }: PageRequest): Promise<MovementPage> {
    const before = cursor === undefined ? undefined : positionIn(cursor, Version);
    const found = await this.movements.page(this.database, sku, limit + 1, before);
    // every item has a movement from its creation on, so only an empty first page needs a second look
    if (found.length === 0) await this.find(sku);
    return pageOf(found, limit, ({ version }) => String(version));
  }

  /**
   * Creates the item or sets what is on hand, as the precondition says. Setting what is there already changes
   * nothing, the version included.
   *
   * @throws {ProblemException} `STOCK_PRECONDITION_FAILED`, `STOCK_BELOW_RESERVED`
   */
  async set(
    sku: string,
    onHand: number,
    precondition: Precondition,
    caller: CallerKey,
  ): Promise<{ readonly stock: Stock; readonly created: boolean }> {
    const author = { caller, at: this.clock.now() };
    return this.transactions.run(async (trx) => {
      if (precondition.kind === 'absent') {
        const stock = await this.stock.create(trx, sku, onHand, author);
        if (!stock) throw inventoryProblem('STOCK_PRECONDITION_FAILED', { detail: `${sku} exists already` });
        return { stock, created: true };
      }
      return { stock: await this.change(trx, sku, onHand, precondition, author), created: false };
    });
  }

  private async change(
    trx: Transaction<Database>,
    sku: string,
    onHand: number,
    precondition: Exclude<Precondition, { kind: 'absent' }>,
    author: Author,
  ): Promise<Stock> {
    const current = (await this.stock.lock(trx, [{ sku }])).get(sku);
    if (!current || !holds(precondition, current.version)) {
      const detail = current ? `its version is ${current.version}` : `${sku} does not exist`;
      throw inventoryProblem('STOCK_PRECONDITION_FAILED', { detail });
    }
    if (onHand < current.reserved) {
      throw inventoryProblem('STOCK_BELOW_RESERVED', { detail: `${current.reserved} are reserved` });
    }
    return onHand === current.onHand ? current : this.stock.setOnHand(trx, current, onHand, author);
  }
}

function positionIn<T>(cursor: string, schema: z.ZodType<T>): T {
  const position = schema.safeParse(decodeCursor(cursor));
  if (!position.success)
    throw invalidRequest({ in: 'query', field: 'cursor', detail: 'must be a cursor from a previous page' });
  return position.data;
}
