import { type FaultEffect } from './fault.schema.js';

/** For people: in the request log and on the dashboard. */
export function describeFault(effect: FaultEffect): string {
  switch (effect.kind) {
    case 'status':
      return `status ${effect.status}`;
    case 'delay':
      return `${effect.delayMs} ms late`;
    case 'drop':
      return 'connection dropped';
  }
}
