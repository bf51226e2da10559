import { isDeepStrictEqual } from 'node:util';
import { makeKeyPair, TestClock, TestIssuer } from '../../src/testing/index.js';
import { Api, type Answer, type Call } from '../protect/api.js';
import { attacks } from '../protect/attacks/attacks.js';
import { expectedAnswer } from '../protect/attacks/expected-answer.js';
import { goodRequests } from '../protect/attacks/good-requests.js';
import { TargetController } from '../protect/attacks/target.controller.js';

/** A request whose answer is known. */
export interface KnownRequest {
  readonly name: string;
  /** Whether the answer is another one; a request without any answer throws. */
  readonly deviates: (api: Api) => Promise<boolean>;
}

/** Guarded applications to try the requests on, each started anew: what a mutant leaves behind ends with it. */
export interface RequestTable {
  readonly requests: readonly KnownRequest[];
  readonly start: () => Promise<Api>;
  readonly stop: () => Promise<void>;
}

/** The table of attacks and the good requests, minted once: the clock stands still. */
export async function makeRequestTable(): Promise<RequestTable> {
  const issuer = await TestIssuer.start({ clock: new TestClock() });
  issuer.publish(await makeKeyPair('a-second-key'));
  const options = {
    ...issuer.entraApiOptions,
    allowedCallers: ['22223333-cccc-4444-dddd-5555eeee6666'],
    tokenCache: { maxEntries: 0 }, // every request is judged from the start
  };

  const good = goodRequests.map((request): KnownRequest => {
    const call = request.call(issuer);
    return { name: request.name, deviates: async (api) => (await answerOf(api, call)).status !== 200 };
  });

  const bad = attacks.map(async (attack): Promise<KnownRequest> => {
    const call = await attack.call(issuer);
    const { status, body, challenge } = expectedAnswer(attack, issuer.clientId);
    const deviates = async (api: Api) => {
      const answer = await answerOf(api, call);
      const same =
        answer.status === status &&
        answer.headers['www-authenticate'] === challenge &&
        answer.headers['content-type']?.includes('application/problem+json');
      return !(same && isDeepStrictEqual(answer.body, body));
    };
    return { name: attack.name, deviates };
  });

  return {
    requests: [...good, ...(await Promise.all(bad))],
    start: () => Api.start(options, [TargetController]),
    stop: () => issuer.stop(),
  };
}

/** A hundred times what an answer takes; without one a mutant has made the request hang. */
const ANSWER_TIMEOUT_MS = 3_000;

async function answerOf(api: Api, call: Call): Promise<Answer> {
  return withinTime(api.send(call), ANSWER_TIMEOUT_MS);
}

export async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
