import { type ErrorDescription } from '@nest-entra/auth/acquire';

/**
 * What the doctor sees and the library cannot: it judges a set-up, where the library judges a request. Everything else
 * has the library's code. `docs/troubleshooting.md` lists these; a test compares.
 */
export const DOCTOR_CODES = {
  DOCTOR_CLOCK_SKEW: {
    meaning: "This machine's clock and the authority's are further apart than tokens and assertions allow.",
    remedy: 'Synchronise the clock of this machine (NTP).',
  },
  DOCTOR_CREDENTIAL_EXPIRES: {
    meaning: 'The credential ends within 30 days, or its date in the vault has passed.',
    remedy:
      'Append a new one to the app registration and put it into the vault: running services pick it up.',
  },
  DOCTOR_SCOPE_UNKNOWN: {
    meaning: 'No API is named that a token could be requested for.',
    remedy: 'Set a variable whose name ends in _SCOPE, or pass --scope.',
  },
  DOCTOR_AUDIENCE_UNKNOWN: {
    meaning:
      "The scope does not contain the API's client id, so that nobody can say which audience is right.",
    remedy: 'Pass the client id of the API with --audience to have the token judged as the API would.',
  },
  DOCTOR_IDTYP_ABSENT: {
    meaning:
      'The token has no claim "idtyp": that it is an application\'s is concluded from "oid" and "sub".',
    remedy: 'Add the optional claim "idtyp" to the access tokens of the API.',
  },
  DOCTOR_API_REFUSES: {
    meaning: 'The API answers 401 or 403 to a token that should be good for it, and gives no code of ours.',
    remedy:
      "Read the API's log: it knows which check failed; compare its tenant and audience with the token's.",
  },
  DOCTOR_API_FAILS: {
    meaning: 'The API answers with a server error, so that nobody can say whether it takes the token.',
    remedy: "Read the API's log, and ask again when it is healthy.",
  },
  DOCTOR_API_OPEN: {
    meaning: 'The API answers this URL without a token too: its answer proves nothing.',
    remedy: 'Name a protected URL with --api; if this one is meant to be protected, it is not.',
  },
  DOCTOR_DEFECT: {
    meaning: 'The doctor itself failed.',
    remedy: 'Report it with the name of the step and of the error.',
  },
} as const satisfies Record<`DOCTOR_${string}`, ErrorDescription>;

export type DoctorCode = keyof typeof DOCTOR_CODES;
