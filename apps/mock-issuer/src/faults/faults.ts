import { type EndpointName } from './endpoints.js';
import { type FaultEffect, type FaultRequest } from './fault.schema.js';

export interface Fault extends FaultRequest {
  readonly id: number;
}

/** Failures to come, oldest first at each endpoint. */
export class Faults {
  #pending: Fault[] = [];
  #lastId = 0;

  list(): readonly Fault[] {
    return this.#pending;
  }

  add(request: FaultRequest): Fault {
    this.#lastId += 1;
    const fault = { ...request, id: this.#lastId };
    this.#pending.push(fault);
    return fault;
  }

  /** Uses up one count at once, so that of parallel requests exactly `count` are hit. */
  take(endpoint: EndpointName): FaultEffect | undefined {
    const fault = this.#pending.find((one) => one.endpoint === endpoint);
    if (fault?.count === undefined) return fault?.effect;
    const left = fault.count - 1;
    this.#pending = this.#pending.flatMap((one) =>
      one !== fault ? [one] : left > 0 ? [{ ...one, count: left }] : [],
    );
    return fault.effect;
  }

  /** @returns how many were pending */
  clear(endpoint?: EndpointName): number {
    const before = this.#pending.length;
    this.#pending = endpoint === undefined ? [] : this.#pending.filter((one) => one.endpoint !== endpoint);
    return before - this.#pending.length;
  }
}
