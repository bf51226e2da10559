import {
  applyDecorators,
  Controller,
  StandardSchemaValidationPipe,
  UseGuards,
  UsePipes,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ProblemException } from '../http/problem.js';
import { ControlGuard } from './control.guard.js';

const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const lines = issues.slice(0, 20).map(({ path = [], message }) => {
      const steps = path.map((step) => String(typeof step === 'object' ? step.key : step));
      return steps.length > 0 ? `${steps.join('.')}: ${message}` : message;
    });
    return new ProblemException(400, 'The request is not valid', lines.join('; '));
  },
});

/** A controller below /control: behind its guard, with validated bodies, in its OpenAPI document. */
export function ControlRoutes(topic: string): ClassDecorator {
  return applyDecorators(
    Controller(`control/${topic}`),
    UseGuards(ControlGuard),
    UsePipes(validation),
    ApiTags(topic),
    ApiBearerAuth(),
  );
}
