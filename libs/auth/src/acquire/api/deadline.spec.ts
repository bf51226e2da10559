import { jest } from '@jest/globals';
import { Deadline } from './deadline.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a deadline', () => {
  it('aborts when its time is over, and not before, with the reason that AbortSignal.timeout gives', () => {
    const { signal } = new Deadline(1_000);
    jest.advanceTimersByTime(999);
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('leaves nothing behind when it is called off', () => {
    const deadline = new Deadline(1_000);
    deadline.callOff();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(1_000);
    expect(deadline.signal.aborted).toBe(false);
  });
});
