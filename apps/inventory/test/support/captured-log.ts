import { type DestinationStream } from 'pino';

/** Log lines as objects, so that a test can ask what was logged and keep the terminal clean. */
export class CapturedLog implements DestinationStream {
  private readonly lines: Record<string, unknown>[] = [];

  write(line: string): void {
    this.lines.push(JSON.parse(line) as Record<string, unknown>);
  }

  /** The lines of this event, level (pino's names) or problem code. */
  with(member: 'event' | 'level' | 'code', value: string): readonly Record<string, unknown>[] {
    return this.lines.filter((line) => line[member] === value);
  }

  /** What was logged as an error and is one; a 503 is an answer, of a machine that has other things to do. */
  failures(): readonly Record<string, unknown>[] {
    return this.with('level', 'error').filter((line) => line['status'] !== 503);
  }
}
