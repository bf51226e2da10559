import { Injectable } from '@nestjs/common';
import { type ApiClient, InjectApi } from '@nest-entra/auth/acquire';
import { InventoryClient } from '@nest-entra/inventory-contract';
import { type ConfirmAnswer, type Order, type ReleaseAnswer, type ReserveAnswer } from '../orders/order.js';
import { troubleOfError, troubleOfOutcome } from './inventory-trouble.js';

/** The name under which `app.module.ts` registers the Inventory API. */
export const INVENTORY_API = 'inventory';

/**
 * The only place that calls the Inventory service. It speaks the language of our orders: every answer, and the lack
 * of one, comes back as something that `order.ts` knows what to make of.
 */
@Injectable()
export class InventoryGateway {
  private readonly inventory: InventoryClient;

  constructor(@InjectApi(INVENTORY_API) api: ApiClient) {
    this.inventory = new InventoryClient(api);
  }

  async reserve(order: Order, signal: AbortSignal): Promise<ReserveAnswer> {
    try {
      const result = await this.inventory.reserve(order.reservationId, order.lines, { signal });
      switch (result.outcome) {
        case 'reserved':
          return { answer: 'held' };
        case 'insufficient-stock':
          return { answer: 'insufficient-stock', shortages: result.shortages };
        case 'ended':
          return { answer: 'ended' };
        case 'mismatch':
          return { answer: 'fault', fault: 'INVENTORY_MISMATCH' };
        default:
          return troubleOfOutcome(result);
      }
    } catch (error) {
      return troubleOfError(error);
    }
  }

  async confirm(order: Order, signal: AbortSignal): Promise<ConfirmAnswer> {
    try {
      const result = await this.inventory.confirm(order.reservationId, { signal });
      switch (result.outcome) {
        case 'confirmed':
          return { answer: 'confirmed' };
        case 'expired':
        case 'released':
          return { answer: 'ended' };
        case 'unknown':
          return { answer: 'fault', fault: 'INVENTORY_NOT_FOUND' };
        default:
          return troubleOfOutcome(result);
      }
    } catch (error) {
      return troubleOfError(error);
    }
  }

  async release(order: Order, signal: AbortSignal): Promise<ReleaseAnswer> {
    try {
      const result = await this.inventory.release(order.reservationId, { signal });
      switch (result.outcome) {
        case 'released':
          return { answer: 'released' };
        case 'confirmed':
          return { answer: 'confirmed' };
        default:
          return troubleOfOutcome(result);
      }
    } catch (error) {
      return troubleOfError(error);
    }
  }
}
