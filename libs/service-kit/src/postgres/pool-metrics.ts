import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type BatchObservableCallback, metrics } from '@opentelemetry/api';
import { type Pool } from 'pg';
import { type PostgresOptions } from './postgres.options.js';
import { POOL, POSTGRES_OPTIONS } from './postgres.tokens.js';

/**
 * How busy the pool is, at every export. Requests that wait for a connection are the first sign of a database, or of
 * a transaction, that is too slow for its load.
 *
 * https://opentelemetry.io/docs/specs/semconv/database/database-metrics/#connection-pools
 */
@Injectable()
export class PoolMetrics implements OnModuleInit, OnApplicationShutdown {
  private readonly meter = metrics.getMeter('@nest-entra/service-kit/postgres');
  private readonly connections = this.meter.createObservableUpDownCounter('db.client.connection.count', {
    unit: '{connection}',
    description: 'Connections of the pool, by state: idle or used',
  });
  private readonly waiting = this.meter.createObservableUpDownCounter(
    'db.client.connection.pending_requests',
    {
      unit: '{request}',
      description: 'Requests that wait for a connection',
    },
  );
  private readonly limit = this.meter.createObservableUpDownCounter('db.client.connection.max', {
    unit: '{connection}',
    description: 'Connections that the pool may have',
  });
  private readonly instruments = [this.connections, this.waiting, this.limit];

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(POSTGRES_OPTIONS) private readonly options: PostgresOptions,
  ) {}

  onModuleInit(): void {
    this.meter.addBatchObservableCallback(this.observe, this.instruments);
  }

  onApplicationShutdown(): void {
    this.meter.removeBatchObservableCallback(this.observe, this.instruments);
  }

  private readonly observe: BatchObservableCallback = (result) => {
    const { totalCount, idleCount, waitingCount, options } = this.pool;
    const pool = { 'db.client.connection.pool.name': this.options.applicationName };
    const inState = (state: 'idle' | 'used') => ({ ...pool, 'db.client.connection.state': state });
    result.observe(this.connections, idleCount, inState('idle'));
    result.observe(this.connections, totalCount - idleCount, inState('used'));
    result.observe(this.waiting, waitingCount, pool);
    result.observe(this.limit, options.max, pool);
  };
}
