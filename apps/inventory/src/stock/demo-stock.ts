import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { systemCaller } from '../caller-key.js';
import { Clock } from '../clock.js';
import { Transactions } from '../database/transactions.js';
import { StockRepository } from './stock.repository.js';

/** Enough to order from, one item that runs out soon, and one that is gone. */
const demoStock = [
  { sku: 'KEYBOARD-01', onHand: 1_000 },
  { sku: 'MONITOR-01', onHand: 100 },
  { sku: 'MOUSE-01', onHand: 1_000 },
  { sku: 'DOCK-01', onHand: 5 },
  { sku: 'HEADSET-01', onHand: 0 },
];

/** Only with `SEED_DEMO_STOCK`. Creates what is missing and touches nothing else, so every start may run it. */
@Injectable()
export class DemoStock implements OnApplicationBootstrap {
  private readonly logger = new Logger(DemoStock.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly stock: StockRepository,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const author = { caller: systemCaller, at: this.clock.now() };
    for (const { sku, onHand } of demoStock) {
      const created = await this.transactions.run((trx) => this.stock.create(trx, sku, onHand, author));
      if (created) this.logger.log({ event: 'demo-stock.created', sku, onHand });
    }
  }
}
