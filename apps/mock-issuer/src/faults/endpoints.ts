import { type ListenerName } from '../http/listeners.js';

/** What a fault can hit. `vault` is the whole vault; the others are routes of the Entra application. */
export const endpointNames = [
  'discovery',
  'keys',
  'token',
  'authorize',
  'managed-identity',
  'vault',
] as const;
export type EndpointName = (typeof endpointNames)[number];

const entraPaths: readonly (readonly [EndpointName, RegExp])[] = [
  ['discovery', /^\/[^/]+\/v2\.0\/\.well-known\/openid-configuration$/],
  ['keys', /^\/[^/]+\/discovery\/v2\.0\/keys$/],
  ['token', /^\/[^/]+\/oauth2\/v2\.0\/token$/],
  ['authorize', /^\/[^/]+\/oauth2\/v2\.0\/authorize$/],
  ['managed-identity', /^\/msi\/token$/],
];

export function endpointOf(listener: ListenerName, path: string): EndpointName | undefined {
  if (listener === 'vault') return 'vault';
  return entraPaths.find(([, pattern]) => pattern.test(path))?.[0];
}
