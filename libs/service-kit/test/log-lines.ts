import { EventEmitter, once } from 'node:events';
import { type DestinationStream } from 'pino';

export type LogLine = Record<string, unknown>;

/** Takes a service's log, and gives it back line by line. */
export class LogLines implements DestinationStream {
  readonly text: string[] = [];
  private readonly arrivals = new EventEmitter();

  write(line: string): void {
    this.text.push(line);
    this.arrivals.emit('line');
  }

  all(): LogLine[] {
    return this.text.map((line) => JSON.parse(line) as LogLine);
  }

  with(message: string): LogLine[] {
    return this.all().filter(({ msg }) => msg === message);
  }

  /** The lines with a message, once there is one: a request is logged when it is over, its client may be faster. */
  async wait(message: string): Promise<LogLine[]> {
    while (this.with(message).length === 0) await once(this.arrivals, 'line');
    return this.with(message);
  }
}
