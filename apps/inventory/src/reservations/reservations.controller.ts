import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Res } from '@nestjs/common';
import { Caller, type CallerIdentity, Roles } from '@nest-entra/auth/protect';
import {
  inventoryOperations,
  inventoryRoles,
  type Reservation,
  ReservationId,
  ReservationRequest,
} from '@nest-entra/inventory-contract';
import { type FastifyReply } from 'fastify';
import { Implements } from '../implements.decorator.js';
import { reservationKey } from './reservation.js';
import { ReservationsService } from './reservations.service.js';

/** Applications only: `@Roles` is never satisfied by a user, whatever roles the user has. */
@Controller('reservations/:id')
@Roles(inventoryRoles.reserve)
export class ReservationsController {
  constructor(private readonly reservations: ReservationsService) {}

  @Put()
  @Implements(inventoryOperations.reserve)
  async reserve(
    @Param('id', { schema: ReservationId }) id: string,
    @Body({ schema: ReservationRequest }) request: ReservationRequest,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Reservation> {
    const { reservation, created } = await this.reservations.reserve(reservationKey(caller, id), request);
    reply.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    return reservation;
  }

  @Get()
  @Implements(inventoryOperations.getReservation)
  find(
    @Param('id', { schema: ReservationId }) id: string,
    @Caller() caller: CallerIdentity,
  ): Promise<Reservation> {
    return this.reservations.find(reservationKey(caller, id));
  }

  @Post('confirm')
  @Implements(inventoryOperations.confirm)
  @HttpCode(HttpStatus.OK)
  confirm(
    @Param('id', { schema: ReservationId }) id: string,
    @Caller() caller: CallerIdentity,
  ): Promise<Reservation> {
    return this.reservations.confirm(reservationKey(caller, id));
  }

  @Delete()
  @Implements(inventoryOperations.release)
  @HttpCode(HttpStatus.NO_CONTENT)
  release(
    @Param('id', { schema: ReservationId }) id: string,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.reservations.release(reservationKey(caller, id));
  }
}
