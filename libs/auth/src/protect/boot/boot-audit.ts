import { type OnModuleInit } from '@nestjs/common';
import { type DiscoveryService, type MetadataScanner } from '@nestjs/core';
import { EntraConfigurationError } from '../../configuration-error.js';
import { type RoleCatalogue } from '../requirement/define-roles.js';
import { controllerRoutes, findingsAbout } from './controller-audit.js';
import { type PlainRoutes } from './plain-routes.js';

/**
 * Fails the boot if a route does not say who may call it. The guard would refuse its callers anyway; but a forgotten
 * decorator should be found by the first start on a developer's machine, and one that opens too much by nobody else.
 */
export class BootAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly plainRoutes: PlainRoutes,
    private readonly roles: RoleCatalogue | undefined,
  ) {}

  /** @throws {@link EntraConfigurationError} `AUTH_CONFIG_ROUTES`, naming every such route */
  onModuleInit(): void {
    this.plainRoutes.watch();
    const routes = controllerRoutes(this.discovery, this.scanner);
    const names = new Set(routes.map(({ name }) => name));
    const findings = [...findingsAbout(routes, this.roles), ...this.plainRoutes.findings(names)];
    if (findings.length > 0) failWith(findings);
    this.plainRoutes.refuseFurther(names, (finding) => failWith([finding]));
  }
}

function failWith(findings: readonly string[]): never {
  throw new EntraConfigurationError(
    'AUTH_CONFIG_ROUTES',
    `every route must say who may call it:\n- ${findings.join('\n- ')}`,
  );
}
