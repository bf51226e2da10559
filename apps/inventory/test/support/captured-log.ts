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

  /** Requests that were answered with 500. A 503 is no failure but the answer of a machine with other things to do. */
  failures(): readonly Record<string, unknown>[] {
    return this.with('code', 'INTERNAL_ERROR');
  }
}
