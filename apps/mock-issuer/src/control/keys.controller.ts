import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type z } from 'zod';
import { type SigningKey, SigningKeys } from '../keys/signing-keys.js';
import { ControlRoutes } from './control-routes.decorator.js';
import { nothing, rotateKey, withdrawKey } from './control.schema.js';
import { found } from './found.js';

const unknownKid = 'No published key has this kid';

@ControlRoutes('keys')
export class KeysController {
  constructor(private readonly keys: SigningKeys) {}

  @Get()
  @ApiOperation({ summary: 'The published signing keys, the active one first' })
  list() {
    return { keys: this.keys.list().map(view) };
  }

  @Post('rotate')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign with another key: a published one by kid, or a new one that no client has seen',
  })
  async rotate(@Body({ schema: rotateKey }) { kid }: z.output<typeof rotateKey>) {
    return view(found(await this.keys.rotate(kid), unknownKid));
  }

  @Post('pre-publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Publish a new key that does not sign yet' })
  async prePublish(@Body({ schema: nothing }) _body: z.output<typeof nothing>) {
    return view(await this.keys.prePublish());
  }

  @Post('withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a key out of the published set; the active one is replaced first' })
  async withdraw(@Body({ schema: withdrawKey }) { kid }: z.output<typeof withdrawKey>) {
    found(await this.keys.withdraw(kid), unknownKid);
    return this.list();
  }
}

function view({ kid, state, createdAt, notAfter }: SigningKey) {
  return { kid, state, createdAt, notAfter };
}
