import { type JSONColumnType } from 'kysely';
import {
  type Fault,
  type OrderLine,
  type OrderOwner,
  type OrderState,
  type Shortage,
} from './orders/order.js';
import { type OrderAnswer } from './orders/order-answer.js';

/** The tables of the Fulfillment service, as its migrations make them. pg-boss keeps its own in schema `pgboss`. */
export interface FulfillmentDatabase {
  orders: OrdersTable;
  idempotency_keys: IdempotencyKeysTable;
}

export interface OrdersTable {
  id: string;
  tenant_id: string;
  owner_kind: OrderOwner['kind'];
  owner_id: string;
  lines: JSONColumnType<readonly OrderLine[]>;
  state: OrderState;
  reservation_id: string;
  cancel_requested: boolean;
  hold_released: boolean | null;
  shortages: JSONColumnType<readonly Shortage[]> | null;
  attention: Fault | null;
  attention_since: Date | null;
  version: number;
  traceparent: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface IdempotencyKeysTable {
  owner: string;
  key: string;
  fingerprint: string;
  order_id: string;
  deadline_at: Date;
  expires_at: Date;
  answer: JSONColumnType<OrderAnswer> | null;
}
