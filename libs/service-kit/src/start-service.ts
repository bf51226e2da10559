import { Logger } from '@nestjs/common';
import { createService, type Service } from './create-service.js';
import { type ServiceOptions } from './service-options.js';
import { shutDownOnSignal } from './shutdown/graceful-shutdown.js';

/**
 * Runs a service until SIGTERM or SIGINT. A start that fails is logged and ends the process with exit code 1.
 *
 * @example
 * const config = readConfig(inventoryEnvironment);
 * await startService({ name: 'inventory', module: AppModule.forRoot(config), config, readiness: [PostgresHealth] });
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { HOST, PORT, SHUTDOWN_DRAIN_SECONDS } = options.config;
  const logger = new Logger('Service');
  try {
    const service = await createService(options);
    shutDownOnSignal(service.app, { drainSeconds: SHUTDOWN_DRAIN_SECONDS, readiness: service.readiness });
    await service.app.listen({ host: HOST, port: PORT });
    logger.log({ address: await service.app.getUrl() }, `${options.name} is ready`);
    return service;
  } catch (error) {
    logger.fatal(
      { err: error },
      `${options.name} cannot start: ${error instanceof Error ? error.message : 'unknown'}`,
    );
    process.exit(1);
  }
}
