import {
  AuthorityError,
  ApiCallError,
  CredentialError,
  EntraConfigurationError,
  TokenError,
} from '@nest-entra/auth/acquire';
import { pageOf, TABLES, type TabledCode } from './fault-code.js';
import { type Fault } from './finding.js';

/** A fault as its table tells it, except for what is known better here. */
export function faultOf(code: TabledCode, known: Partial<Omit<Fault, 'code'>> = {}): Fault {
  const { meaning, remedy } = TABLES[code];
  return {
    code,
    cause: known.cause ?? meaning,
    remedy: known.remedy ?? remedy,
    see: known.see ?? pageOf(code),
  };
}

/** What the library threw, as a fault: its code, its sentence, and the remedy of its table. */
export function faultFrom(error: unknown, known: Partial<Omit<Fault, 'code'>> = {}): Fault {
  if (error instanceof EntraConfigurationError) return configurationFault(error);
  if (isAcquireError(error)) return faultOf(error.code, { cause: sentenceOf(error), ...known });
  // its text might quote anything
  const name = error instanceof Error ? error.name : typeof error;
  return faultOf('DOCTOR_DEFECT', { cause: `The doctor itself failed with ${name}.` });
}

const isAcquireError = (error: unknown) =>
  error instanceof TokenError ||
  error instanceof CredentialError ||
  error instanceof AuthorityError ||
  error instanceof ApiCallError;

/** The message of these says both: "what is wrong: set SUCH A VARIABLE". */
function configurationFault(error: EntraConfigurationError): Fault {
  const [, cause = '', remedy] =
    /^(.+?): (set .+|mend .+|fill .+|write .+|use .+)$/s.exec(sentenceOf(error)) ?? [];
  return {
    code: error.code,
    cause: cause ? `${cause}.` : sentenceOf(error),
    remedy: remedy ? capital(remedy) : 'Mend what the cause names.',
    see: pageOf(error.code),
  };
}

/** The message without the code in front, as a sentence. */
export function sentenceOf({ message }: Error): string {
  return capital(message.replace(/^[A-Z_]+: /, ''));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
