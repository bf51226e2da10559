export { type CallerOf, type ServiceCaller } from './caller.js';
export { ConfigurationError, type ConfigurationMistake } from './config/configuration-error.js';
export { parseConfig, readConfig } from './config/read-config.js';
export { Secret, secret } from './config/secret.js';
export { type ServiceConfig, serviceEnvironment } from './config/service-environment.js';
export { createService, type Service } from './create-service.js';
export { type HealthIndicator, type HealthResult } from './health/readiness.js';
export { publicRoute } from './http/public-route.js';
export {
  type OpenApiOptions,
  type RequirementOf,
  type RouteRequirement,
  type SignIn,
} from './openapi/open-api-options.js';
export { type Problem } from './problem/problem.js';
export { ProblemException, type ProblemOptions } from './problem/problem-exception.js';
export { serviceProblems } from './problem/service-problems.js';
export { type ServiceOptions } from './service-options.js';
export { startService } from './start-service.js';
export { type RequestMistake } from './validation/request-validation.pipe.js';
