import { type ThrowawayIssuer } from '@nest-entra/launcher/throwaway-issuer';
import { type Environment } from '../diagnosis.js';

/** A set-up with one thing wrong, and what the doctor has to call it. */
export interface BrokenSetup {
  readonly broken: string;
  readonly step: string;
  readonly code: string;
  /** What the cause must say. */
  readonly says: RegExp;
  /** Variables that differ from Fulfillment's; `undefined` takes one away. */
  readonly environment?: (issuer: ThrowawayIssuer) => Environment;
  /** Node reads its CAs at its start; the Azure SDKs keep an identity's token for the life of a process. */
  readonly needsProcess?: true;
  readonly args?: readonly string[];
  /** What is done to the authority first. */
  readonly control?: readonly (readonly [path: string, body: object])[];
}
