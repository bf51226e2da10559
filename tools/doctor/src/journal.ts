import { faultFrom } from './fault.js';
import { failed, type Facts, type Fault, type Finding } from './finding.js';

/** One line of the report. */
export type Entry =
  | { readonly step: string; readonly outcome: 'passed'; readonly facts: Facts }
  | { readonly step: string; readonly outcome: 'warned'; readonly facts: Facts; readonly fault: Fault }
  | { readonly step: string; readonly outcome: 'failed'; readonly fault: Fault }
  | { readonly step: string; readonly outcome: 'skipped'; readonly reason: string };

/** Ends the examination: what comes after the first fault would only repeat it in other words. */
export class FirstFault extends Error {
  override readonly name = 'FirstFault';
}

/** Writes down what each step came to. */
export class Journal {
  constructor(private readonly tell: (entry: Entry) => void) {}

  /**
   * @returns what the check found out
   * @throws {FirstFault} when it failed; also when it threw, which is a defect or an error of the library
   */
  async step<Value>(step: string, check: () => Finding<Value> | Promise<Finding<Value>>): Promise<Value> {
    const finding = await attempt(check);
    switch (finding.outcome) {
      case 'passed':
        this.tell({ step, outcome: 'passed', facts: finding.facts });
        return finding.value;
      case 'warned':
        this.tell({ step, outcome: 'warned', facts: finding.facts, fault: finding.fault });
        return finding.value;
      case 'failed':
        this.tell({ step, outcome: 'failed', fault: finding.fault });
        throw new FirstFault(finding.fault.code);
    }
  }

  skip(step: string, reason: string): void {
    this.tell({ step, outcome: 'skipped', reason });
  }
}

async function attempt<Value>(
  check: () => Finding<Value> | Promise<Finding<Value>>,
): Promise<Finding<Value>> {
  try {
    return await check();
  } catch (error) {
    return failed(faultFrom(error));
  }
}
