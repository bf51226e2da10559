import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, type CallerIdentity, Roles, Scopes } from '@nest-entra/auth/protect';
import { type FastifyReply } from 'fastify';
import { AnswersProblems } from '../answers-problems.decorator.js';
import { parseIdempotencyKey } from '../idempotency/idempotency-key.js';
import { locationOf, problemOf } from './order-answer.js';
import { encodeCursor } from './order-cursor.js';
import { ownerOf, visibilityFor } from './order-owner.js';
import { OrderPage, OrderRepresentation, represent } from './order-representation.js';
import { OrderListQuery, OrderPath, OrderRequest } from './order-requests.js';
import { orderRoles, orderScopes } from './order-roles.js';
import { OrdersService } from './orders.service.js';

@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  @Roles(orderRoles.writeAll)
  @Scopes(orderScopes.write)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'One per order; a UUID in double quotes.',
  })
  @ApiResponse({ status: 201, description: 'Confirmed.', standardSchema: OrderRepresentation })
  @ApiResponse({
    status: 202,
    description: 'Accepted; it finishes by itself.',
    standardSchema: OrderRepresentation,
  })
  @AnswersProblems(
    'ORDER_REJECTED',
    'ORDER_CANCELLED',
    'IDEMPOTENCY_KEY_MISSING',
    'IDEMPOTENCY_KEY_INVALID',
    'IDEMPOTENCY_KEY_IN_USE',
    'IDEMPOTENCY_KEY_REUSED',
  )
  async place(
    @Body({ schema: OrderRequest }) { lines }: OrderRequest,
    @Headers('idempotency-key') keyHeader: string | undefined,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderRepresentation> {
    const key = parseIdempotencyKey(keyHeader);
    const answer = await this.orders.place({ owner: ownerOf(caller), key, lines });
    if (answer.status === 409) throw problemOf(answer);
    void reply.status(answer.status).header('location', locationOf(answer.order));
    return answer.order;
  }

  @Get()
  @Roles(orderRoles.readAll)
  @Scopes(orderScopes.read)
  @ApiResponse({ status: 200, description: 'Newest first.', standardSchema: OrderPage })
  async list(
    @Query({ schema: OrderListQuery }) { limit, cursor, ...filter }: OrderListQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<OrderPage> {
    // one more than asked for tells whether there is a next page
    const orders = await this.orders.list(visibilityFor(caller), filter, limit + 1, cursor);
    const page = orders.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(represent),
      ...(last && orders.length > limit && { nextCursor: encodeCursor(last) }),
    };
  }

  @Get(':id')
  @Roles(orderRoles.readAll)
  @Scopes(orderScopes.read)
  @ApiResponse({ status: 200, description: 'As it is now.', standardSchema: OrderRepresentation })
  @AnswersProblems('ORDER_UNKNOWN')
  async get(
    @Param({ schema: OrderPath }) { id }: OrderPath,
    @Caller() caller: CallerIdentity,
  ): Promise<OrderRepresentation> {
    return represent(await this.orders.get(id, visibilityFor(caller)));
  }

  @Post(':id/cancel')
  @HttpCode(HttpStatus.OK)
  @Roles(orderRoles.writeAll)
  @Scopes(orderScopes.write)
  @ApiResponse({ status: 200, description: 'Cancelled.', standardSchema: OrderRepresentation })
  @ApiResponse({ status: 202, description: 'Inventory has yet to say.', standardSchema: OrderRepresentation })
  @AnswersProblems('ORDER_UNKNOWN', 'ORDER_NOT_CANCELLABLE')
  async cancel(
    @Param({ schema: OrderPath }) { id }: OrderPath,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderRepresentation> {
    const order = await this.orders.cancel(id, visibilityFor(caller));
    if (order.progress.state !== 'cancelled') void reply.status(HttpStatus.ACCEPTED);
    return represent(order);
  }
}
