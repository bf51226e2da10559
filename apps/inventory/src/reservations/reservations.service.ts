import { Inject, Injectable } from '@nestjs/common';
import { type Reservation, type ReservationRequest } from '@nest-entra/inventory-contract';
import { InjectDatabase } from '@nest-entra/service-kit/postgres';
import { type Kysely, type Transaction } from 'kysely';
import { Clock } from '../clock.js';
import { type Database } from '../database/schema.js';
import { Transactions } from '../database/transactions.js';
import { busy, inventoryProblem } from '../inventory-problem.js';
import { StockRepository } from '../stock/stock.repository.js';
import { type Line } from '../stock/stock-change.js';
import {
  fingerprintOf,
  isOverdue,
  mergeLines,
  type ReservationKey,
  shortagesOf,
  type StoredReservation,
} from './reservation.js';
import { RESERVATION_TTL_SECONDS } from './reservation-settings.js';
import { type EndState, ReservationsRepository } from './reservations.repository.js';

/**
 * Holds pieces, and ends holds. Every step locks the reservation first and then its stock in SKU order, decides
 * on what it then sees, and can be repeated with one effect.
 */
@Injectable()
export class ReservationsService {
  constructor(
    @InjectDatabase() private readonly database: Kysely<Database>,
    private readonly transactions: Transactions,
    private readonly reservations: ReservationsRepository,
    private readonly stock: StockRepository,
    private readonly clock: Clock,
    @Inject(RESERVATION_TTL_SECONDS) private readonly ttlSeconds: number,
  ) {}

  /**
   * Holds all lines or none.
   *
   * @throws {ProblemException} `STOCK_INSUFFICIENT`, `RESERVATION_ENDED`, `RESERVATION_MISMATCH`
   */
  async reserve(
    key: ReservationKey,
    request: ReservationRequest,
  ): Promise<{ readonly reservation: Reservation; readonly created: boolean }> {
    const lines = mergeLines(request.lines);
    const wanted = this.held(key, fingerprintOf(lines));
    const { reservation, created } = await this.transactions.run(async (trx) =>
      (await this.hold(trx, wanted, request.lines, lines))
        ? { reservation: wanted, created: true }
        : { reservation: await this.lockCurrent(trx, key), created: false },
    );
    // forgotten between the two statements: as good as never used, and the next attempt will find it so
    if (!reservation) throw busy();
    refuseIfOver(reservation, wanted.fingerprint);
    return { reservation: present(reservation, lines), created };
  }

  /**
   * Takes the held pieces off the shelf.
   *
   * @throws {ProblemException} `RESERVATION_UNKNOWN`, `RESERVATION_ENDED` (expired), `RESERVATION_RELEASED`
   */
  async confirm(key: ReservationKey): Promise<Reservation> {
    const reservation = await this.transactions.run((trx) => this.endHeld(trx, key, 'confirmed'));
    if (!reservation) throw inventoryProblem('RESERVATION_UNKNOWN');
    if (reservation.state === 'expired') throw inventoryProblem('RESERVATION_ENDED', { state: 'expired' });
    if (reservation.state === 'released') throw inventoryProblem('RESERVATION_RELEASED');
    return present(reservation, await this.reservations.lines(this.database, key));
  }

  /**
   * Gives the held pieces back. An id that was never used is used up by this, so that a reservation still on
   * its way holds nothing when it arrives.
   *
   * @throws {ProblemException} `RESERVATION_CONFIRMED`
   */
  async release(key: ReservationKey): Promise<void> {
    const reservation = await this.transactions.run(async (trx) => {
      if (await this.reservations.insert(trx, this.tombstone(key))) return undefined;
      return this.endHeld(trx, key, 'released');
    });
    if (reservation?.state === 'confirmed') throw inventoryProblem('RESERVATION_CONFIRMED');
  }

  /** @throws {ProblemException} `RESERVATION_UNKNOWN` */
  async find(key: ReservationKey): Promise<Reservation> {
    const reservation = await this.reservations.find(this.database, key);
    if (!reservation) throw inventoryProblem('RESERVATION_UNKNOWN');
    return present(reservation, await this.reservations.lines(this.database, key));
  }

  /** Ends a hold that has run out. False when there is nothing to do, or another replica is doing it. */
  async expire(key: ReservationKey): Promise<boolean> {
    return this.transactions.run(async (trx) => {
      const reservation = await this.reservations.lockIfFree(trx, key);
      if (!reservation || !isOverdue(reservation, this.clock.now())) return false;
      await this.end(trx, reservation, 'expired');
      return true;
    });
  }

  /** False when the caller has used this id before. */
  private async hold(
    trx: Transaction<Database>,
    wanted: StoredReservation,
    requested: readonly Line[],
    lines: readonly Line[],
  ): Promise<boolean> {
    if (!(await this.reservations.insert(trx, wanted))) return false;
    const shortages = shortagesOf(requested, lines, await this.stock.lock(trx, lines));
    // undoes the insert: the id stays free, and the same PUT may succeed once there is stock
    if (shortages.length > 0) throw inventoryProblem('STOCK_INSUFFICIENT', { shortages });
    const { caller, id: reservationId, createdAt: at } = wanted;
    await this.reservations.insertLines(trx, wanted, lines);
    await this.stock.apply(trx, lines, { step: 'reserved', reservationId, caller, at });
    return true;
  }

  /** Locks a reservation and ends it if it is still held; otherwise it stays as it is. */
  private async endHeld(trx: Transaction<Database>, key: ReservationKey, as: EndState) {
    const reservation = await this.lockCurrent(trx, key);
    return reservation?.state === 'held' ? this.end(trx, reservation, as) : reservation;
  }

  /** Locks a reservation as it is now: one that ran out unnoticed is expired on the spot. */
  private async lockCurrent(trx: Transaction<Database>, key: ReservationKey) {
    const reservation = await this.reservations.lock(trx, key);
    return reservation && isOverdue(reservation, this.clock.now())
      ? this.end(trx, reservation, 'expired')
      : reservation;
  }

  private async end(
    trx: Transaction<Database>,
    reservation: StoredReservation,
    state: EndState,
  ): Promise<StoredReservation> {
    const { caller, id } = reservation;
    const at = this.clock.now();
    const lines = await this.reservations.lines(trx, reservation);
    await this.stock.lock(trx, lines);
    await this.stock.apply(trx, lines, { step: state, reservationId: id, caller, at });
    await this.reservations.end(trx, reservation, state, at);
    return { ...reservation, state, endedAt: at };
  }

  private held(key: ReservationKey, fingerprint: string): StoredReservation & { fingerprint: string } {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + this.ttlSeconds * 1000);
    return { ...key, state: 'held', fingerprint, createdAt, expiresAt, endedAt: undefined };
  }

  private tombstone(key: ReservationKey): StoredReservation {
    const now = this.clock.now();
    return {
      ...key,
      state: 'released',
      fingerprint: undefined,
      createdAt: now,
      expiresAt: now,
      endedAt: now,
    };
  }
}

/** A replay is answered as the first time, unless it asks for something else or comes too late. */
function refuseIfOver({ state, fingerprint }: StoredReservation, expected: string): void {
  if (fingerprint !== undefined && fingerprint !== expected) throw inventoryProblem('RESERVATION_MISMATCH');
  if (state === 'released' || state === 'expired') throw inventoryProblem('RESERVATION_ENDED', { state });
}

function present(reservation: StoredReservation, lines: Reservation['lines']): Reservation {
  return {
    id: reservation.id,
    state: reservation.state,
    lines,
    createdAt: reservation.createdAt.toISOString(),
    expiresAt: reservation.expiresAt.toISOString(),
    ...(reservation.endedAt && { endedAt: reservation.endedAt.toISOString() }),
  };
}
