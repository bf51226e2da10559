import {
  afterCancelRequest,
  afterConfirm,
  afterRelease,
  afterReserve,
  type ConfirmAnswer,
  type Decision,
  type Fault,
  isSettled,
  nextStep,
  type OrderState,
  type Progress,
  type ReleaseAnswer,
  type ReserveAnswer,
  type Shortage,
  type Trouble,
} from './order.js';

const shortages: Shortage[] = [
  { sku: 'DESK', reason: 'insufficient', requested: 3, available: 1, lines: [0] },
];

/** Every progress there is. */
const progresses: Progress[] = [
  { state: 'pending' },
  { state: 'reserved', cancelRequested: false },
  { state: 'reserved', cancelRequested: true },
  { state: 'confirmed' },
  { state: 'rejected', shortages },
  { state: 'cancelled', holdReleased: false },
  { state: 'cancelled', holdReleased: true },
];

const faults: Fault[] = [
  'INVENTORY_FORBIDDEN',
  'INVENTORY_NOT_FOUND',
  'INVENTORY_MISMATCH',
  'INVENTORY_UNEXPECTED',
  'CREDENTIAL_REFUSED',
];

const troubles: Trouble[] = [
  { answer: 'unavailable' },
  { answer: 'unavailable', retryAfterSeconds: 7 },
  ...faults.map((fault) => ({ answer: 'fault', fault }) as const),
];

const reserveAnswers: ReserveAnswer[] = [
  { answer: 'held' },
  { answer: 'insufficient-stock', shortages },
  { answer: 'ended' },
  ...troubles,
];
const confirmAnswers: ConfirmAnswer[] = [{ answer: 'confirmed' }, { answer: 'ended' }, ...troubles];
const releaseAnswers: ReleaseAnswer[] = [{ answer: 'released' }, { answer: 'confirmed' }, ...troubles];

describe('what to ask Inventory next', () => {
  it.each([
    [{ state: 'pending' }, 'reserve'],
    [{ state: 'reserved', cancelRequested: false }, 'confirm'],
    [{ state: 'reserved', cancelRequested: true }, 'release'],
    [{ state: 'cancelled', holdReleased: false }, 'release'],
    [{ state: 'cancelled', holdReleased: true }, undefined],
    [{ state: 'confirmed' }, undefined],
    [{ state: 'rejected', shortages }, undefined],
  ] satisfies [Progress, string | undefined][])('after %j: %s', (progress, step) => {
    expect(nextStep(progress)).toBe(step);
    expect(isSettled(progress)).toBe(step === undefined);
  });
});

describe('what an answer makes of an order', () => {
  it('a hold reserves it', () => {
    expect(afterReserve({ answer: 'held' })).toEqual({
      kind: 'move',
      to: { state: 'reserved', cancelRequested: false },
    });
  });

  it('missing stock rejects it, and keeps why', () => {
    expect(afterReserve({ answer: 'insufficient-stock', shortages })).toEqual({
      kind: 'move',
      to: { state: 'rejected', shortages },
    });
  });

  it('a reservation id that is used up is replaced, before and after the hold', () => {
    const renewed: Decision = { kind: 'move', to: { state: 'pending' }, renewReservation: true };
    expect(afterReserve({ answer: 'ended' })).toEqual(renewed);
    expect(afterConfirm({ answer: 'ended' })).toEqual(renewed);
  });

  it('a confirmation confirms it', () => {
    expect(afterConfirm({ answer: 'confirmed' })).toEqual({ kind: 'move', to: { state: 'confirmed' } });
  });

  it('a release completes the cancellation', () => {
    for (const from of ['reserved', 'cancelled'] as const) {
      expect(afterRelease(from, { answer: 'released' })).toEqual({
        kind: 'move',
        to: { state: 'cancelled', holdReleased: true },
      });
    }
  });

  it('a confirm that came before the cancellation wins', () => {
    expect(afterRelease('reserved', { answer: 'confirmed' })).toEqual({
      kind: 'move',
      to: { state: 'confirmed' },
    });
  });

  it('a confirmed reservation of a cancelled order is a fault, and never makes the order confirmed', () => {
    expect(afterRelease('cancelled', { answer: 'confirmed' })).toEqual({
      kind: 'park',
      fault: 'INVENTORY_UNEXPECTED',
    });
  });

  it.each(faults)('%s parks it, whatever was asked', (fault) => {
    const answer = { answer: 'fault', fault } as const;
    const parked: Decision = { kind: 'park', fault };
    expect([afterReserve(answer), afterConfirm(answer), afterRelease('reserved', answer)]).toEqual([
      parked,
      parked,
      parked,
    ]);
  });

  it('an absent Inventory means waiting, as long as it says if it says', () => {
    expect(afterReserve({ answer: 'unavailable' })).toEqual({ kind: 'wait' });
    expect(afterConfirm({ answer: 'unavailable', retryAfterSeconds: 7 })).toEqual({
      kind: 'wait',
      retryAfterSeconds: 7,
    });
  });
});

describe('a cancellation', () => {
  it.each([
    [{ state: 'pending' }, { state: 'cancelled', holdReleased: false }],
    [
      { state: 'reserved', cancelRequested: false },
      { state: 'reserved', cancelRequested: true },
    ],
    [
      { state: 'reserved', cancelRequested: true },
      { state: 'reserved', cancelRequested: true },
    ],
    [
      { state: 'cancelled', holdReleased: false },
      { state: 'cancelled', holdReleased: false },
    ],
    [
      { state: 'cancelled', holdReleased: true },
      { state: 'cancelled', holdReleased: true },
    ],
    [{ state: 'confirmed' }, undefined],
    [{ state: 'rejected', shortages }, undefined],
  ] satisfies [Progress, Progress | undefined][])('turns %j into %j', (progress, expected) => {
    expect(afterCancelRequest(progress)).toEqual(expected);
  });

  it('of an order that it does not change is told apart by identity', () => {
    const cancelled: Progress = { state: 'cancelled', holdReleased: false };
    expect(afterCancelRequest(cancelled)).toBe(cancelled);
  });
});

describe('over all states and all answers', () => {
  const allowed: Record<OrderState, OrderState[]> = {
    pending: ['pending', 'reserved', 'rejected', 'cancelled'],
    reserved: ['pending', 'reserved', 'confirmed', 'cancelled'],
    confirmed: [],
    rejected: [],
    cancelled: ['cancelled'],
  };

  function decisionsFrom(progress: Progress): Decision[] {
    switch (nextStep(progress)) {
      case 'reserve':
        return reserveAnswers.map((answer) => afterReserve(answer));
      case 'confirm':
        return confirmAnswers.map((answer) => afterConfirm(answer));
      case 'release':
        return releaseAnswers.map((answer) => afterRelease(progress.state, answer));
      case undefined:
        return [];
    }
  }

  it.each(progresses)('%j moves only along the arrows of the diagram', (progress) => {
    const reached = decisionsFrom(progress).flatMap((decision) =>
      decision.kind === 'move' ? [decision.to.state] : [],
    );
    const cancelled = afterCancelRequest(progress);
    if (cancelled) reached.push(cancelled.state);
    for (const state of reached) expect(allowed[progress.state]).toContain(state);
  });

  it('a rejection comes from missing stock and from nothing else: a 403 never rejects an order', () => {
    const rejecting = progresses
      .flatMap((progress) => decisionsFrom(progress))
      .filter((decision) => decision.kind === 'move' && decision.to.state === 'rejected');
    expect(rejecting).toEqual([afterReserve({ answer: 'insufficient-stock', shortages })]);
  });

  it('every order that is not settled is settled after finitely many good answers', () => {
    const goodAnswer = (progress: Progress): Decision => {
      switch (nextStep(progress)) {
        case 'reserve':
          return afterReserve({ answer: 'held' });
        case 'confirm':
          return afterConfirm({ answer: 'confirmed' });
        default:
          return afterRelease(progress.state, { answer: 'released' });
      }
    };
    for (const start of progresses) {
      let progress = start;
      for (let steps = 0; steps < 3 && !isSettled(progress); steps++) {
        const decision = goodAnswer(progress);
        if (decision.kind === 'move') progress = decision.to;
      }
      expect(isSettled(progress)).toBe(true);
    }
  });

  it('a new reservation id is taken exactly when an order goes back to pending', () => {
    for (const decision of progresses.flatMap((progress) => decisionsFrom(progress))) {
      if (decision.kind !== 'move') continue;
      expect(decision.renewReservation === true).toBe(decision.to.state === 'pending');
    }
  });
});
