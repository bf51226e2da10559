import { Injectable } from '@nestjs/common';
import { type Application } from '../../directory/directory.schema.js';
import { EntraError } from '../entra-error.js';

/** private_key_jwt with a registered certificate, and workload identity federation. */
@Injectable()
export class ClientAssertions {
  // replaced in the next slice
  verify(_app: Application, _assertion: string): Promise<void> {
    return Promise.reject(new EntraError(7000218, {}));
  }
}
