export { InventoryClient } from './client/inventory-client.js';
export {
  type ConfirmOutcome,
  type Failure,
  type MovementPageOutcome,
  type Refused,
  type ReleaseOutcome,
  type ReservationOutcome,
  type ReserveOutcome,
  type SetStockOutcome,
  type StockOutcome,
  type StockPageOutcome,
  type Unavailable,
  type Unexpected,
} from './client/outcomes.js';
export {
  type CallOptions,
  type InventoryRequest,
  type InventoryResponse,
  type InventoryTransport,
} from './client/transport.js';
export { etagOf } from './etag.js';
export { type InventoryOpenApi, inventoryOpenApi } from './open-api.js';
export {
  commonProblemStatuses,
  inventoryOperations,
  type Operation,
  operationOf,
  problemAnswers,
} from './operations.js';
export { inventoryPaths } from './paths.js';
export {
  InsufficientStockProblem,
  type InventoryProblemCode,
  inventoryProblems,
  Problem,
  problemType,
  RequestMistake,
  ReservationEndedProblem,
  Shortage,
} from './problems.js';
export {
  Reservation,
  ReservationId,
  ReservationLine,
  ReservationRequest,
  ReservationState,
} from './reservations.js';
export { type InventoryRole, inventoryRoles } from './roles.js';
export { Movement, MovementCause, MovementPage, Stock, StockPage, StockUpdate } from './stock.js';
export { NextCursor, PageQuery, Pieces, Quantity, Sku, Timestamp } from './values.js';
