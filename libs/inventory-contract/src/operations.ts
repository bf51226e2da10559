import { type z } from 'zod';
import {
  InsufficientStockProblem,
  type InventoryProblemCode,
  inventoryProblems,
  Problem,
  ReservationEndedProblem,
} from './problems.js';
import { Reservation, ReservationId, ReservationRequest } from './reservations.js';
import { type InventoryRole, inventoryRoles } from './roles.js';
import { MovementPage, Stock, StockPage, StockUpdate } from './stock.js';
import { PageQuery, Sku } from './values.js';

/** One call of the Inventory API: what it takes, what it needs, and everything it may answer. */
export interface Operation {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With parameters as `{name}`. */
  readonly path: string;
  readonly summary: string;
  /** The app role that the caller, always an application, must hold. */
  readonly role: InventoryRole;
  readonly parameters: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  /** Request headers that have a meaning here, and the meaning. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  /** Body by status, null where there is none. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** The answer carries the version as an ETag. */
  readonly etag?: boolean;
  readonly problems: readonly InventoryProblemCode[];
}

export const inventoryOperations = {
  listStock: {
    method: 'GET',
    path: '/stock',
    summary: 'Stock, in SKU order',
    role: inventoryRoles.read,
    parameters: {},
    query: PageQuery,
    answers: { 200: StockPage },
    problems: [],
  },
  getStock: {
    method: 'GET',
    path: '/stock/{sku}',
    summary: 'One stock item',
    role: inventoryRoles.read,
    parameters: { sku: Sku },
    answers: { 200: Stock },
    etag: true,
    problems: ['STOCK_UNKNOWN'],
  },
  setStock: {
    method: 'PUT',
    path: '/stock/{sku}',
    summary: 'Create a stock item, or set what is on hand',
    role: inventoryRoles.manage,
    parameters: { sku: Sku },
    headers: {
      'If-Match': 'The ETag of the version to change.',
      'If-None-Match': '`*` to create the item.',
    },
    body: StockUpdate,
    answers: { 200: Stock, 201: Stock },
    etag: true,
    problems: ['STOCK_BELOW_RESERVED', 'STOCK_PRECONDITION_FAILED', 'STOCK_PRECONDITION_REQUIRED'],
  },
  listMovements: {
    method: 'GET',
    path: '/stock/{sku}/movements',
    summary: 'Why a stock item is as it is: its ledger, newest change first',
    role: inventoryRoles.manage,
    parameters: { sku: Sku },
    query: PageQuery,
    answers: { 200: MovementPage },
    problems: ['STOCK_UNKNOWN'],
  },
  reserve: {
    method: 'PUT',
    path: '/reservations/{id}',
    summary: 'Hold pieces: all lines or none',
    role: inventoryRoles.reserve,
    parameters: { id: ReservationId },
    body: ReservationRequest,
    answers: { 201: Reservation, 200: Reservation },
    problems: ['STOCK_INSUFFICIENT', 'RESERVATION_ENDED', 'RESERVATION_MISMATCH'],
  },
  getReservation: {
    method: 'GET',
    path: '/reservations/{id}',
    summary: 'A reservation of this caller',
    role: inventoryRoles.reserve,
    parameters: { id: ReservationId },
    answers: { 200: Reservation },
    problems: ['RESERVATION_UNKNOWN'],
  },
  confirm: {
    method: 'POST',
    path: '/reservations/{id}/confirm',
    summary: 'Take held pieces off the shelf for good',
    role: inventoryRoles.reserve,
    parameters: { id: ReservationId },
    answers: { 200: Reservation },
    problems: ['RESERVATION_UNKNOWN', 'RESERVATION_RELEASED', 'RESERVATION_ENDED'],
  },
  release: {
    method: 'DELETE',
    path: '/reservations/{id}',
    summary: 'Give held pieces back, and use up the id',
    role: inventoryRoles.reserve,
    parameters: { id: ReservationId },
    answers: { 204: null },
    problems: ['RESERVATION_CONFIRMED'],
  },
} as const satisfies Record<string, Operation>;

/** What any call may be answered with, before the operation itself has a say. */
export const commonProblemStatuses = [400, 401, 403, 413, 415, 429, 503] as const;

const problemSchemas: Partial<Record<InventoryProblemCode, z.ZodType>> = {
  STOCK_INSUFFICIENT: InsufficientStockProblem,
  RESERVATION_ENDED: ReservationEndedProblem,
};

/** The schemas of an operation's problems, by status. */
export function problemAnswers(operation: Operation): Map<number, z.ZodType> {
  const common = commonProblemStatuses.map((status): [number, z.ZodType] => [status, Problem]);
  const own = operation.problems.map((code): [number, z.ZodType] => [
    inventoryProblems[code].status,
    problemSchemas[code] ?? Problem,
  ]);
  return new Map([...common, ...own]);
}

/** The operation that a request names, by method and path. */
export function operationOf(method: string, path: string): Operation | undefined {
  return Object.values<Operation>(inventoryOperations).find(
    (operation) => operation.method === method && templateMatches(operation.path, path),
  );
}

function templateMatches(template: string, path: string): boolean {
  const names = template.split('/');
  const segments = path.split('/');
  return (
    names.length === segments.length &&
    names.every((name, index) => name.startsWith('{') || name === segments[index])
  );
}
