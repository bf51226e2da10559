import { type Migration } from 'kysely/migration';
import { stockAndReservations } from './0001-stock-and-reservations.js';

/** In the order of their names. A migration that has landed is never edited, only followed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-stock-and-reservations': stockAndReservations,
};
