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

  /** The lines with a message, once there is one. */
  async wait(message: string): Promise<LogLine[]> {
    await this.until(() => this.with(message).length > 0);
    return this.with(message);
  }

  /** Waits until a request is over for the server, too: its client may be faster. */
  async waitForEndOf(requestId: string): Promise<void> {
    const isEnd = (line: LogLine) => line.requestId === requestId && line.msg === 'request answered';
    await this.until(() => this.all().some(isEnd));
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.arrivals, 'line');
  }
}
