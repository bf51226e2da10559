/** How long a hold lives. */
export const RESERVATION_TTL_SECONDS = Symbol('RESERVATION_TTL_SECONDS');
