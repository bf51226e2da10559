import { type DynamicModule, Module } from '@nestjs/common';
import { Addresses } from '../addresses.js';
import { MockClock } from '../clock.js';
import { ClientCredentials } from '../directory/client-credentials.js';
import { Directory } from '../directory/directory.js';
import { type Environment } from '../environment.js';
import { Faults } from '../faults/faults.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { RequestLog } from '../request-log.js';
import { VaultSecrets } from '../vault/vault-secrets.js';
import { WorkloadIssuer } from '../workload/workload-issuer.js';
import { type MockState } from './mock-state.js';
import { StartState } from './start-state.js';
import { CONTROL_TOKEN, IDENTITY_HEADER } from './tokens.js';

export type StartSecrets = Pick<Environment, 'IDENTITY_HEADER' | 'CONTROL_TOKEN'>;

/** Hands one state to both applications: what the control API changes on one listener shows on the others at once. */
@Module({})
export class StateModule {
  static forRoot(state: MockState, secrets: StartSecrets): DynamicModule {
    const providers = [
      { provide: Addresses, useValue: state.addresses },
      { provide: MockClock, useValue: state.clock },
      { provide: Directory, useValue: state.directory },
      { provide: ClientCredentials, useValue: state.credentials },
      { provide: SigningKeys, useValue: state.keys },
      { provide: VaultSecrets, useValue: state.vault },
      { provide: WorkloadIssuer, useValue: state.workload },
      { provide: Faults, useValue: state.faults },
      { provide: StartState, useValue: state.start },
      { provide: RequestLog, useValue: state.requests },
      { provide: IDENTITY_HEADER, useValue: secrets.IDENTITY_HEADER },
      { provide: CONTROL_TOKEN, useValue: secrets.CONTROL_TOKEN },
    ];
    return { module: StateModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
