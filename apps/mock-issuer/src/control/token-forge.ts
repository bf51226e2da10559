import { createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Addresses } from '../addresses.js';
import { MockClock } from '../clock.js';
import { type Application } from '../directory/directory.schema.js';
import { Directory } from '../directory/directory.js';
import { createKeyWithCertificate, type KeyWithCertificate } from '../keys/certificate.js';
import { ProblemException } from '../http/problem.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { appTokenClaims } from '../tokens/app-token.js';
import { accessTokenSeconds, validity } from '../tokens/token-lifetime.js';
import { type ForgeRequest } from './control.schema.js';
import { found } from './found.js';

type Members = Readonly<Record<string, unknown>>;

interface Signature {
  readonly header: Members;
  readonly of: (data: string) => string;
}

/**
 * Makes tokens that no honest issuer makes. Signing does not follow the header: a token may say one algorithm and be
 * signed by another, which is what attacks look like.
 */
@Injectable()
export class TokenForge {
  #unpublished: Promise<KeyWithCertificate> | undefined;

  constructor(
    private readonly keys: SigningKeys,
    private readonly directory: Directory,
    private readonly addresses: Addresses,
    private readonly clock: MockClock,
  ) {}

  async forge(request: ForgeRequest) {
    const client = found(this.directory.application(request.client), `No application "${request.client}"`);
    const resource = found(
      this.directory.application(request.resource),
      `No application "${request.resource}"`,
    );
    const signature = await this.#signature(request.signWith);
    const header = overlay({ typ: 'JWT', ...signature.header }, request.header);
    const claims = overlay(this.#honestClaims(client, resource), request.claims);
    const data = `${base64url(header)}.${base64url(claims)}`;
    return { token: `${data}.${signature.of(data)}`, header, claims };
  }

  #honestClaims(client: Application, resource: Application): Members {
    const subject = {
      tenantId: this.directory.tenant.id,
      principal: client,
      level: 'secret',
      resource,
      requestedResource: resource.identifierUris[0] ?? resource.clientId,
      roles: this.directory.rolesOf(client.key, resource.key),
      validity: validity(this.clock.epochSeconds(), accessTokenSeconds),
    } as const;
    return appTokenClaims(subject, this.addresses);
  }

  async #signature(signWith: ForgeRequest['signWith']): Promise<Signature> {
    switch (signWith) {
      case 'active':
        return rs256(this.keys.active.privateKey, this.keys.active.kid);
      case 'unpublished-key': {
        const key = await this.#unpublishedKey();
        return rs256(key.privateKey, key.sha1Thumbprint);
      }
      case 'public-key-as-hmac': {
        const { publicKey, kid } = this.keys.active;
        const secret = publicKey.export({ type: 'spki', format: 'pem' });
        const of = (data: string) => createHmac('sha256', secret).update(data).digest('base64url');
        return { header: { alg: 'HS256', kid }, of };
      }
      case 'nothing':
        return { header: { alg: 'none' }, of: () => '' };
      default: {
        const { kid, privateKeyPem } = signWith;
        if (privateKeyPem !== undefined) return rs256(privateKeyOf(privateKeyPem), kid);
        return rs256(found(this.keys.find(kid), 'No published key has this kid').privateKey, kid);
      }
    }
  }

  #unpublishedKey(): Promise<KeyWithCertificate> {
    this.#unpublished ??= createKeyWithCertificate({
      commonName: 'unpublished',
      notBefore: new Date(0),
      notAfter: new Date('2099-01-01'),
    });
    return this.#unpublished;
  }
}

function rs256(privateKey: KeyObject, kid: string): Signature {
  const of = (data: string) => sign('sha256', Buffer.from(data), privateKey).toString('base64url');
  return { header: { alg: 'RS256', kid }, of };
}

function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new ProblemException(400, 'privateKeyPem is no private key');
  }
}

function overlay(honest: Members, changes: Members): Members {
  const merged = Object.entries({ ...honest, ...changes });
  return Object.fromEntries(merged.filter(([, value]) => value !== null));
}

function base64url(members: Members): string {
  return Buffer.from(JSON.stringify(members)).toString('base64url');
}
