import { type z } from 'zod';
import { etagOf } from '../etag.js';
import { inventoryPaths } from '../paths.js';
import { InsufficientStockProblem, ReservationEndedProblem } from '../problems.js';
import { Reservation, type ReservationLine } from '../reservations.js';
import { MovementPage, Stock, StockPage } from '../stock.js';
import { type PageQuery } from '../values.js';
import { failure, isProblem, parsed } from './answers.js';
import {
  type ConfirmOutcome,
  type MovementPageOutcome,
  type ReleaseOutcome,
  type ReservationOutcome,
  type ReserveOutcome,
  type SetStockOutcome,
  type StockOutcome,
  type StockPageOutcome,
} from './outcomes.js';
import {
  type CallOptions,
  type InventoryRequest,
  type InventoryResponse,
  type InventoryTransport,
} from './transport.js';

/**
 * The Inventory API, typed: each call resolves to one of its documented outcomes, told apart by `outcome`.
 * Rejects only when the transport does, that is when no answer came.
 *
 * @example
 * const result = await inventory.reserve(randomUUID(), [{ sku: 'KEYBOARD-01', quantity: 2 }]);
 * if (result.outcome === 'insufficient-stock') reject(result.shortages);
 */
export class InventoryClient {
  constructor(private readonly transport: InventoryTransport) {}

  /** Holds all lines or none. Safe to repeat with the same id and lines. */
  async reserve(
    id: string,
    lines: readonly ReservationLine[],
    options?: CallOptions,
  ): Promise<ReserveOutcome> {
    const response = await this.send(
      { method: 'PUT', path: inventoryPaths.reservation(id), json: { lines } },
      options,
    );
    if (response.status === 200 || response.status === 201) {
      const reservation = parsed(Reservation, response);
      if (reservation) return { outcome: 'reserved', replayed: response.status === 200, reservation };
    }
    const shortage = parsed(InsufficientStockProblem, response);
    if (shortage) return { outcome: 'insufficient-stock', shortages: shortage.shortages };
    const ended = parsed(ReservationEndedProblem, response);
    if (ended) return { outcome: 'ended', state: ended.state };
    if (isProblem(response, 'RESERVATION_MISMATCH')) return { outcome: 'mismatch' };
    return failure(response);
  }

  /** Takes the held pieces off the shelf for good. Safe to repeat. */
  async confirm(id: string, options?: CallOptions): Promise<ConfirmOutcome> {
    const response = await this.send({ method: 'POST', path: inventoryPaths.confirmation(id) }, options);
    const reservation = this.ok(Reservation, response);
    if (reservation) return { outcome: 'confirmed', reservation };
    if (isProblem(response, 'RESERVATION_ENDED')) return { outcome: 'expired' };
    if (isProblem(response, 'RESERVATION_RELEASED')) return { outcome: 'released' };
    if (isProblem(response, 'RESERVATION_UNKNOWN')) return { outcome: 'unknown' };
    return failure(response);
  }

  /** Gives the held pieces back; a later `reserve` with this id holds nothing. Safe to repeat. */
  async release(id: string, options?: CallOptions): Promise<ReleaseOutcome> {
    const response = await this.send({ method: 'DELETE', path: inventoryPaths.reservation(id) }, options);
    if (response.status === 204) return { outcome: 'released' };
    if (isProblem(response, 'RESERVATION_CONFIRMED')) return { outcome: 'confirmed' };
    return failure(response);
  }

  /** A reservation of this caller, in whatever state. */
  async reservation(id: string, options?: CallOptions): Promise<ReservationOutcome> {
    const response = await this.send({ method: 'GET', path: inventoryPaths.reservation(id) }, options);
    const reservation = this.ok(Reservation, response);
    if (reservation) return { outcome: 'found', reservation };
    if (isProblem(response, 'RESERVATION_UNKNOWN')) return { outcome: 'unknown' };
    return failure(response);
  }

  /** One item, as it is now. */
  async stock(sku: string, options?: CallOptions): Promise<StockOutcome> {
    const response = await this.send({ method: 'GET', path: inventoryPaths.stock(sku) }, options);
    const stock = this.ok(Stock, response);
    if (stock) return { outcome: 'found', stock };
    if (isProblem(response, 'STOCK_UNKNOWN')) return { outcome: 'unknown' };
    return failure(response);
  }

  /** Items in SKU order; `page.nextCursor` leads on. */
  async listStock(page: Partial<PageQuery> = {}, options?: CallOptions): Promise<StockPageOutcome> {
    const response = await this.send(
      { method: 'GET', path: inventoryPaths.stockList(), query: queryOf(page) },
      options,
    );
    const found = this.ok(StockPage, response);
    return found ? { outcome: 'page', page: found } : failure(response);
  }

  /** Creates the item; `precondition-failed` when it exists. */
  async createStock(sku: string, onHand: number, options?: CallOptions): Promise<SetStockOutcome> {
    return this.putStock(sku, onHand, { 'if-none-match': '*' }, options);
  }

  /** Sets `onHand` if the item still has this version; `precondition-failed` otherwise. */
  async updateStock(
    sku: string,
    onHand: number,
    version: number,
    options?: CallOptions,
  ): Promise<SetStockOutcome> {
    return this.putStock(sku, onHand, { 'if-match': etagOf(version) }, options);
  }

  /** The ledger of one item, newest change first. */
  async movements(
    sku: string,
    page: Partial<PageQuery> = {},
    options?: CallOptions,
  ): Promise<MovementPageOutcome> {
    const response = await this.send(
      { method: 'GET', path: inventoryPaths.movements(sku), query: queryOf(page) },
      options,
    );
    const found = this.ok(MovementPage, response);
    if (found) return { outcome: 'page', page: found };
    if (isProblem(response, 'STOCK_UNKNOWN')) return { outcome: 'unknown' };
    return failure(response);
  }

  /**
   * Not sent again by itself: a repeat of a change whose answer was lost would meet its own new version and
   * be told 412.
   */
  private async putStock(
    sku: string,
    onHand: number,
    headers: Record<string, string>,
    options?: CallOptions,
  ): Promise<SetStockOutcome> {
    const response = await this.send(
      { method: 'PUT', path: inventoryPaths.stock(sku), headers, json: { onHand }, idempotent: false },
      options,
    );
    if (response.status === 200 || response.status === 201) {
      const stock = parsed(Stock, response);
      if (stock) return { outcome: response.status === 201 ? 'created' : 'updated', stock };
    }
    if (isProblem(response, 'STOCK_PRECONDITION_FAILED')) return { outcome: 'precondition-failed' };
    if (isProblem(response, 'STOCK_BELOW_RESERVED')) return { outcome: 'below-reserved' };
    return failure(response);
  }

  private ok<S extends z.ZodType>(schema: S, response: InventoryResponse): z.infer<S> | undefined {
    return response.status === 200 ? parsed(schema, response) : undefined;
  }

  private send(request: InventoryRequest, options: CallOptions = {}): Promise<InventoryResponse> {
    return this.transport.request({ idempotent: true, ...request, ...options });
  }
}

function queryOf({ limit, cursor }: Partial<PageQuery>): Record<string, string> {
  return {
    ...(limit === undefined ? {} : { limit: String(limit) }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}
