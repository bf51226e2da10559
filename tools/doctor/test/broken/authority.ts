import { CLOSED_PORT } from '../services.js';
import { type BrokenSetup } from './broken-setup.js';

/** An authority that cannot be reached, trusted or believed. */
export const brokenAuthority: readonly BrokenSetup[] = [
  {
    broken: 'an authority whose name does not resolve',
    environment: () => ({ ENTRA_AUTHORITY_HOST: 'https://authority.invalid' }),
    step: 'name',
    code: 'AUTHORITY_NAME_NOT_FOUND',
    says: /authority\.invalid does not resolve \((ENOTFOUND|EAI_AGAIN)\)/,
  },
  {
    broken: 'an authority at a closed port',
    environment: () => ({ ENTRA_AUTHORITY_HOST: CLOSED_PORT }),
    step: 'connection',
    code: 'AUTHORITY_REFUSED',
    says: /ECONNREFUSED/,
  },
  {
    broken: 'a CA that is not trusted',
    needsProcess: true,
    environment: () => ({ NODE_EXTRA_CA_CERTS: undefined }),
    step: 'connection',
    code: 'AUTHORITY_NOT_TRUSTED',
    says: /NODE_EXTRA_CA_CERTS is not set/,
  },
  {
    broken: 'a CA file that does not exist',
    needsProcess: true,
    environment: () => ({ NODE_EXTRA_CA_CERTS: '/no/such/ca.pem' }),
    step: 'connection',
    code: 'AUTHORITY_NOT_TRUSTED',
    says: /\/no\/such\/ca\.pem, which cannot be read/,
  },
  {
    broken: 'a tenant that the authority does not know',
    environment: () => ({ ENTRA_TENANT_ID: 'bbbbcccc-1111-dddd-2222-eeee3333ffff' }),
    step: 'tenant and issuer',
    code: 'AUTHORITY_TENANT_UNKNOWN',
    says: /AADSTS90002/,
  },
  {
    broken: 'an issuer that is not the authority’s',
    environment: () => ({ ENTRA_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0' }),
    step: 'tenant and issuer',
    code: 'AUTHORITY_ISSUER_MISMATCH',
    says: /expected is https:\/\/login\.microsoftonline\.com/,
  },
  {
    broken: 'the issuer of v1 tokens',
    environment: () => ({ ENTRA_ISSUER: 'https://sts.windows.net/{tenantid}/' }),
    step: 'tenant and issuer',
    code: 'AUTHORITY_ISSUER_MISMATCH',
    says: /expected is https:\/\/sts\.windows\.net/,
  },
  {
    broken: 'a discovery document that is none',
    control: [['faults', { endpoint: 'discovery', effect: { kind: 'status', status: 502, text: 'proxy' } }]],
    step: 'tenant and issuer',
    code: 'AUTHORITY_ANSWER_UNEXPECTED',
    says: /answers 502/,
  },
  {
    broken: 'a clock that is an hour behind',
    control: [['clock', { offsetSeconds: 3_600 }]],
    step: 'clock',
    code: 'DOCTOR_CLOCK_SKEW',
    says: /36\d\d s behind|3599 s behind/,
  },
  {
    broken: 'signing keys that cannot be fetched',
    control: [['faults', { endpoint: 'keys', effect: { kind: 'status', status: 503 } }]],
    step: 'signing keys',
    code: 'AUTH_KEYS_UNAVAILABLE',
    says: /discovery\/v2\.0\/keys: status 503/,
  },
];
