/** Brings back the state of the start. Tokens and secrets that were good then are good again. */
export class StartState {
  constructor(private readonly restores: readonly (() => unknown)[]) {}

  restore(): void {
    for (const restore of this.restores) restore();
  }
}
