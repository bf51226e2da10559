import { type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, type CryptoKey, type ProtectedHeaderParameters } from 'jose';
import { z } from 'zod';
import { WorkloadIssuer } from '../../workload/workload-issuer.js';

const discoveryTimeoutMs = 5_000;
const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/**
 * Keys of the issuers that federated credentials name: the mock's own pretended cluster, or a real one, found as Entra
 * finds it, by OpenID discovery. Only issuers that the directory lists are ever asked.
 */
@Injectable()
export class FederatedIssuers {
  readonly #keySets = new Map<string, KeySet>();

  constructor(private readonly workload: WorkloadIssuer) {}

  async key(issuer: string, header: ProtectedHeaderParameters): Promise<KeyObject | CryptoKey> {
    if (issuer === this.workload.issuer) return this.workload.publicKey;
    const keySet = this.#keySets.get(issuer) ?? (await this.#discover(issuer));
    // the set reads `alg` and `kid` only
    return keySet(header, { payload: '', signature: '' });
  }

  async #discover(issuer: string): Promise<KeySet> {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(discoveryTimeoutMs) });
    const document = discovery.parse(await response.json());
    if (document.issuer !== issuer) throw new Error('the discovery document names another issuer');
    const keySet = createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: discoveryTimeoutMs });
    this.#keySets.set(issuer, keySet);
    return keySet;
  }
}
