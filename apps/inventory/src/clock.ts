import { Injectable } from '@nestjs/common';

/** What time it is. Injected, so that tests decide when a reservation expires. */
export abstract class Clock {
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
