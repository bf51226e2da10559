import { Body, Controller, Get, Headers, HttpStatus, Param, Put, Query, Res } from '@nestjs/common';
import { Caller, type CallerIdentity, Roles } from '@nest-entra/auth/protect';
import {
  etagOf,
  inventoryOperations,
  inventoryRoles,
  type MovementPage,
  PageQuery,
  Sku,
  type Stock,
  type StockPage,
  StockUpdate,
} from '@nest-entra/inventory-contract';
import { type FastifyReply } from 'fastify';
import { callerKey } from '../caller-key.js';
import { Implements } from '../implements.decorator.js';
import { inventoryProblem } from '../inventory-problem.js';
import { invalidRequest } from '../invalid-request.js';
import { type Precondition, readPrecondition } from './precondition.js';
import { StockService } from './stock.service.js';

@Controller('stock')
export class StockController {
  constructor(private readonly stock: StockService) {}

  @Get()
  @Roles(inventoryRoles.read)
  @Implements(inventoryOperations.listStock)
  list(@Query({ schema: PageQuery }) page: PageQuery): Promise<StockPage> {
    return this.stock.list(page);
  }

  @Get(':sku')
  @Roles(inventoryRoles.read)
  @Implements(inventoryOperations.getStock)
  async find(
    @Param('sku', { schema: Sku }) sku: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Stock> {
    const stock = await this.stock.find(sku);
    reply.header('ETag', etagOf(stock.version));
    return stock;
  }

  @Put(':sku')
  @Roles(inventoryRoles.manage)
  @Implements(inventoryOperations.setStock)
  async set(
    @Param('sku', { schema: Sku }) sku: string,
    @Body({ schema: StockUpdate }) update: StockUpdate,
    @Headers('If-Match') ifMatch: string | undefined,
    @Headers('If-None-Match') ifNoneMatch: string | undefined,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Stock> {
    const precondition = preconditionOf(ifMatch, ifNoneMatch);
    const { stock, created } = await this.stock.set(sku, update.onHand, precondition, callerKey(caller));
    reply.status(created ? HttpStatus.CREATED : HttpStatus.OK).header('ETag', etagOf(stock.version));
    return stock;
  }

  /** The ledger names callers and their reservations, so it is for those who manage stock. */
  @Get(':sku/movements')
  @Roles(inventoryRoles.manage)
  @Implements(inventoryOperations.listMovements)
  movements(
    @Param('sku', { schema: Sku }) sku: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<MovementPage> {
    return this.stock.ledger(sku, page);
  }
}

function preconditionOf(ifMatch?: string, ifNoneMatch?: string): Precondition {
  const reading = readPrecondition(ifMatch, ifNoneMatch);
  switch (reading.kind) {
    case 'given':
      return reading.precondition;
    case 'missing':
      throw inventoryProblem('STOCK_PRECONDITION_REQUIRED', {
        detail: 'Send If-Match with the ETag to change the item, or If-None-Match: * to create it.',
      });
    case 'malformed':
      throw invalidRequest({
        in: 'header',
        field: reading.field,
        detail: 'must be * or a list of entity tags, and only one of the two',
      });
  }
}
