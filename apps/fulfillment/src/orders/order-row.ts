import { type Insertable, type Selectable } from 'kysely';
import { type OrdersTable } from '../database.js';
import { type Order, type Progress } from './order.js';

type Row = Selectable<OrdersTable>;
type NewRow = Insertable<OrdersTable>;
type ProgressColumns = Pick<NewRow, 'state' | 'cancel_requested' | 'hold_released' | 'shortages'>;

export function toRow(order: Order): NewRow {
  return {
    id: order.id,
    tenant_id: order.owner.tenantId,
    owner_kind: order.owner.kind,
    owner_id: order.owner.id,
    lines: JSON.stringify(order.lines),
    ...progressColumns(order.progress),
    reservation_id: order.reservationId,
    attention: order.attention?.fault ?? null,
    attention_since: order.attention?.since ?? null,
    version: order.version,
    traceparent: order.traceparent ?? null,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  };
}

export function progressColumns(progress: Progress): ProgressColumns {
  return {
    state: progress.state,
    cancel_requested: progress.state === 'reserved' && progress.cancelRequested,
    hold_released: progress.state === 'cancelled' ? progress.holdReleased : null,
    shortages: progress.state === 'rejected' ? JSON.stringify(progress.shortages) : null,
  };
}

export function fromRow(row: Row): Order {
  return {
    id: row.id,
    owner: { kind: row.owner_kind, tenantId: row.tenant_id, id: row.owner_id },
    lines: row.lines,
    reservationId: row.reservation_id,
    progress: progressOf(row),
    ...(row.attention && row.attention_since
      ? { attention: { fault: row.attention, since: row.attention_since } }
      : {}),
    version: row.version,
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function progressOf(row: Row): Progress {
  switch (row.state) {
    case 'pending':
    case 'confirmed':
      return { state: row.state };
    case 'reserved':
      return { state: 'reserved', cancelRequested: row.cancel_requested };
    case 'rejected':
      return { state: 'rejected', shortages: row.shortages ?? [] };
    case 'cancelled':
      return { state: 'cancelled', holdReleased: row.hold_released === true };
  }
}
