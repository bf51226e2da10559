import { Reflector } from '@nestjs/core';

export const publicMetadata = Reflector.createDecorator<true>();

/** Lets everybody call, with or without a token; a token is not even looked at, so there is no caller. */
export function Public(): MethodDecorator & ClassDecorator {
  return publicMetadata(true);
}
