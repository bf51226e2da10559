import {
  applyDecorators,
  Controller,
  StandardSchemaValidationPipe,
  UseGuards,
  UsePipes,
} from '@nestjs/common';
import { VaultError } from './vault-error.js';
import { VaultGuard } from './vault.guard.js';

const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) =>
    new VaultError(400, 'BadParameter', issues[0]?.message ?? 'The request is not valid.'),
});

/** A controller of the vault: behind its guard, with the vault's own words for a malformed request. */
export function VaultRoutes(path: string): ClassDecorator {
  return applyDecorators(Controller(path), UseGuards(VaultGuard), UsePipes(validation));
}
