import { type Member } from './member.ts';

/** What all services together may take to end after Ctrl-C: half of the two seconds, the rest is for the database. */
const patienceMs = 1_000;

/** What a run has started so far, in that order. */
export class Members {
  readonly #members: Member[] = [];
  readonly #onLoss: (member: Member, sentence: string) => void;
  #stopping = false;

  /** @param onLoss called when a member ends that nobody asked to end. */
  constructor(onLoss: (member: Member, sentence: string) => void) {
    this.#onLoss = onLoss;
  }

  add(member: Member): void {
    this.#members.push(member);
    void member.ended.then((how) => {
      const index = this.#members.indexOf(member);
      if (index < 0 || this.#stopping) return;
      this.#members.splice(index, 1);
      this.#onLoss(member, `${member.name} ended by itself (${how}).`);
    });
  }

  /** Takes one out that is about to be stopped on purpose. */
  remove(name: string): Member | undefined {
    const index = this.#members.findIndex((member) => member.name === name);
    return index < 0 ? undefined : this.#members.splice(index, 1)[0];
  }

  /** The last one started goes first, so that each can finish what it does with those it depends on. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    const deadline = Date.now() + patienceMs;
    for (const member of this.#members.splice(0).reverse()) {
      await member.stop(Math.max(deadline - Date.now(), 0));
    }
  }
}
