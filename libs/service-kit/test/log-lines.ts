import { type DestinationStream } from 'pino';

export type LogLine = Record<string, unknown>;

/** Takes a service's log, and gives it back line by line. */
export class LogLines implements DestinationStream {
  readonly text: string[] = [];

  write(line: string): void {
    this.text.push(line);
  }

  all(): LogLine[] {
    return this.text.map((line) => JSON.parse(line) as LogLine);
  }

  with(message: string): LogLine[] {
    return this.all().filter(({ msg }) => msg === message);
  }
}
