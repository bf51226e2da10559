import { Controller, Get, Param } from '@nestjs/common';
import { Roles } from '@nest-entra/auth/protect';

/** As small as a route can be: what is measured is what stands in front of it. */
@Controller('stock')
export class StockController {
  @Get(':sku')
  @Roles('Stock.Read')
  find(@Param('sku') sku: string): { sku: string; onHand: number } {
    return { sku, onHand: 1 };
  }
}
