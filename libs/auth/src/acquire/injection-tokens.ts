import { Inject } from '@nestjs/common';

/** The options as they were given, and as they are after they were checked. */
export const ENTRA_CLIENT_OPTIONS = Symbol('ENTRA_CLIENT_OPTIONS');
export const ENTRA_CLIENT_SETTING = Symbol('ENTRA_CLIENT_SETTING');

export const apiToken = (name: string): string => `@nest-entra/auth/acquire:api:${name}`;
export const apiOptionsToken = (name: string): string => `@nest-entra/auth/acquire:api-options:${name}`;

/**
 * Injects the {@link ApiClient} registered under that name by `EntraClientModule.forApi`.
 *
 * @example
 * ```ts
 * constructor(@InjectApi('inventory') private readonly inventory: ApiClient) {}
 * ```
 */
export const InjectApi = (name: string): ParameterDecorator => Inject(apiToken(name));
