import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InventoryGateway } from '../inventory/inventory.gateway.js';
import {
  afterConfirm,
  afterRelease,
  afterReserve,
  type Decision,
  type Fault,
  isSettled,
  nextStep,
  type Order,
  type Step,
} from './order.js';
import { OrderMetrics } from './order-metrics.js';
import { OrdersRepository } from './orders.repository.js';

/** How a walk ended. Only a settled order needs no further walk. */
export type WalkResult =
  | { readonly kind: 'settled'; readonly order: Order }
  | { readonly kind: 'waiting'; readonly order: Order; readonly retryAfterSeconds?: number }
  | { readonly kind: 'parked'; readonly order: Order };

/** Reserve, confirm, and twice around a hold that ran out. An order that wants more has to wait for its next walk. */
const MAX_STEPS = 6;

/** For giving back a hold that nobody wants: beyond the request's own deadline, as nobody else will do it. */
const GIVE_BACK_LIMIT_MS = 5_000;

/**
 * Takes an order as far as it will go: asks Inventory, stores what came of it, asks on.
 *
 * It may run twice at once for the same order (a request past its deadline and the job, two replicas) and may die
 * anywhere: every question can be repeated, and every change is stored on top of the version it was decided on.
 */
@Injectable()
export class OrderWalk {
  private readonly logger = new Logger(OrderWalk.name);

  constructor(
    private readonly orders: OrdersRepository,
    private readonly inventory: InventoryGateway,
    private readonly metrics: OrderMetrics,
  ) {}

  async walk(from: Order, signal: AbortSignal): Promise<WalkResult> {
    let order = from;
    for (let taken = 0; taken < MAX_STEPS; taken++) {
      const step = nextStep(order.progress);
      if (!step) return { kind: 'settled', order };
      if (signal.aborted) break;

      const decision = await this.ask(step, order, signal);
      switch (decision.kind) {
        case 'move':
          order = await this.move(order, decision);
          break;
        case 'wait':
          return { order, ...decision, kind: 'waiting' };
        case 'park':
          return { kind: 'parked', order: await this.park(order, decision.fault) };
      }
    }
    return nextStep(order.progress) ? { kind: 'waiting', order } : { kind: 'settled', order };
  }

  private async ask(step: Step, order: Order, signal: AbortSignal): Promise<Decision> {
    switch (step) {
      case 'reserve':
        return afterReserve(await this.inventory.reserve(order, signal));
      case 'confirm':
        // <- payment would be taken here: the pieces are held, and nothing is final yet
        return afterConfirm(await this.inventory.confirm(order, signal));
      case 'release':
        return afterRelease(order.progress.state, await this.inventory.release(order, signal));
    }
  }

  private async move(order: Order, { to, renewReservation }: Decision & { kind: 'move' }): Promise<Order> {
    const moved = await this.orders.advance(
      order,
      to,
      renewReservation ? { reservationId: randomUUID() } : {},
    );
    if (!moved) return this.afterLostRace(order, to.state);
    if (order.attention) {
      this.logger.log(
        { event: 'order.resumed', orderId: order.id, state: to.state },
        'a parked order goes on',
      );
    }
    this.logger.debug(
      { event: 'order.moved', orderId: order.id, from: order.progress.state, to: to.state },
      'an order moved',
    );
    if (isSettled(moved.progress)) this.metrics.settled(moved);
    return moved;
  }

  /** Somebody else moved the order meanwhile, and their word counts. */
  private async afterLostRace(order: Order, wanted: Order['progress']['state']): Promise<Order> {
    const latest = await this.latest(order);
    if (wanted === 'reserved' && latest.progress.state === 'rejected') {
      // Our reserve found pieces that the other walk's, a moment before, did not. Nobody will confirm this hold.
      // (Should this process die right here, the hold ends by itself when its time is up.)
      await this.inventory.release(order, AbortSignal.timeout(GIVE_BACK_LIMIT_MS));
    }
    return latest;
  }

  private async park(order: Order, fault: Fault): Promise<Order> {
    if (order.attention?.fault === fault) return order;
    const parked = await this.orders.park(order, fault);
    if (!parked) return this.latest(order);
    this.metrics.parked(fault);
    this.logger.error(
      { event: 'order.parked', alarm: true, orderId: order.id, state: order.progress.state, fault },
      'an order is stuck until somebody mends what its fault names',
    );
    return parked;
  }

  private async latest(order: Order): Promise<Order> {
    const latest = await this.orders.find(order.id);
    if (!latest) throw new Error(`order ${order.id} has vanished`);
    return latest;
  }
}
