import { type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type CredentialStore } from './credentials/credential-store.js';
import { type IssuerTransport } from './token/issuer-transport.js';

const POLL_TICK_JITTER = 0.1;

/** What happens at start, while running, and at the end. */
export class EntraClientLifecycle implements OnModuleInit, OnApplicationShutdown {
  #poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly credentials: CredentialStore,
    private readonly transport: IssuerTransport,
    private readonly pollIntervalMs: number,
  ) {}

  /** A service that cannot prove who it is does not start: the error names the credential and its remedy. */
  async onModuleInit(): Promise<void> {
    await this.credentials.current();
    const intervalMs = this.pollIntervalMs * (1 + POLL_TICK_JITTER * Math.random());
    this.#poll = setInterval(() => void this.credentials.poll(), intervalMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#poll);
    await this.transport.close();
  }
}
