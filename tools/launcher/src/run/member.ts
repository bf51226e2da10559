/** Something that a run started and will stop: a service, or the database server. */
export interface Member {
  readonly name: string;
  readonly pid: number | undefined;
  /** How it ended, in words (`exit code 1`, `SIGKILL`), once it has. */
  readonly ended: Promise<string>;
  /** Asks it to end; after `patienceMs` no longer asks. Resolves when it is gone. */
  stop(patienceMs: number): Promise<void>;
}
