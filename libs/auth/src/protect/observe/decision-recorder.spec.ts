import { Logger, type LogLevel } from '@nestjs/common';
import { capturedLines } from '../../../test/log-capture.js';
import { type CallerIdentity } from '../caller.js';
import { type Moment } from '../token/lifetime.js';
import { type Decision, type DecisionFacts } from './decision.js';
import { DecisionRecorder } from './decision-recorder.js';
import { Instruments } from './instruments.js';

const everyLevel: LogLevel[] = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'];
const caller: CallerIdentity = {
  kind: 'application',
  tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
  clientId: '22223333-cccc-4444-dddd-5555eeee6666',
  objectId: 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb',
  roles: ['Stock.Read'],
};
const facts: DecisionFacts = {
  event: 'auth.decision',
  route: 'GET /stock/:sku',
  handler: 'StockController.find',
  requirement: undefined,
  caller,
  tokenId: undefined,
  traceId: undefined,
};
const at: Moment = { nowSeconds: 1_700_000_000.9, toleranceSeconds: 60 };

describe('a decision to allow', () => {
  afterEach(() => void Logger.overrideLogger(everyLevel));

  it.each([
    { level: 'debug', listens: true },
    { level: 'debug', listens: false },
    { level: 'log', listens: true },
    { level: 'log', listens: false },
  ] as const)('is put together only where somebody wants to know: %p', ({ level, listens }) => {
    Logger.overrideLogger(everyLevel.slice(everyLevel.indexOf(level)));
    const heard: Decision[] = [];
    const recorder = new DecisionRecorder(
      new Instruments(),
      listens ? (decision) => heard.push(decision) : undefined,
    );
    let asked = 0;
    const before = capturedLines.length;

    recorder.allowed(caller, true, at, () => {
      asked++;
      return facts;
    });

    expect(asked).toBe(level === 'debug' || listens ? 1 : 0);
    expect(heard).toEqual(listens ? [{ ...facts, outcome: 'allow', caller, known: true }] : []);
    expect(capturedLines.length - before).toBe(level === 'debug' ? 1 : 0);
  });

  it('is logged from the next second on when somebody turns the level on', () => {
    const recorder = new DecisionRecorder(new Instruments(), undefined);
    const linesAt = (nowSeconds: number) => {
      const before = capturedLines.length;
      recorder.allowed(caller, true, { ...at, nowSeconds }, () => facts);
      return capturedLines.length - before;
    };
    Logger.overrideLogger(['log', 'warn', 'error']);
    expect(linesAt(10)).toBe(0);
    Logger.overrideLogger(everyLevel);
    expect(linesAt(10.999)).toBe(0);
    expect(linesAt(11)).toBe(1);
    // and asked again where the clock was set back
    Logger.overrideLogger(['log', 'warn', 'error']);
    expect(linesAt(5)).toBe(0);
  });
});
