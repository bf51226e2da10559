import { Logger, type LogLevel } from '@nestjs/common';
import { capturedLines } from '../../../test/log-capture.js';
import { type CallerIdentity } from '../caller.js';
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

    recorder.allowed(caller, true, () => {
      asked++;
      return facts;
    });

    expect(asked).toBe(level === 'debug' || listens ? 1 : 0);
    expect(heard).toEqual(listens ? [{ ...facts, outcome: 'allow', caller, known: true }] : []);
    expect(capturedLines.length - before).toBe(level === 'debug' ? 1 : 0);
  });
});
