import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type z } from 'zod';
import { type ClientCredential, ClientCredentials } from '../directory/client-credentials.js';
import { Directory } from '../directory/directory.js';
import { ControlRoutes } from './control-routes.decorator.js';
import { addCredential, endCredential, rollCredential } from './control.schema.js';
import { CredentialRoll } from './credential-roll.js';
import { found } from './found.js';

@ControlRoutes('credentials')
export class CredentialsController {
  constructor(
    private readonly directory: Directory,
    private readonly credentials: ClientCredentials,
    private readonly roller: CredentialRoll,
  ) {}

  @Post('add')
  @HttpCode(200)
  @ApiOperation({ summary: 'Add a secret or certificate; the answer is the only place that shows its value' })
  async add(@Body({ schema: addCredential }) { app, kind, ...details }: z.output<typeof addCredential>) {
    return reveal(await this.roller.add(this.#app(app), kind, details));
  }

  @Post('roll')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Add a credential, store it in the vault if the application keeps its own there, end the old',
  })
  async roll(@Body({ schema: rollCredential }) body: z.output<typeof rollCredential>) {
    const { app, kind, expiresInDays, old } = body;
    const details = { displayName: 'rolled by /control', expiresInDays };
    return reveal(await this.roller.roll(this.#app(app), kind, details, old));
  }

  @Post('expire')
  @HttpCode(200)
  @ApiOperation({ summary: 'End credentials now: Entra then answers AADSTS7000222' })
  expire(@Body({ schema: endCredential }) body: z.output<typeof endCredential>) {
    const keyIds = this.#chosen(body);
    this.credentials.expire(keyIds);
    return { expired: keyIds };
  }

  @Post('remove')
  @HttpCode(200)
  @ApiOperation({ summary: 'Forget credentials: Entra then answers AADSTS7000215' })
  remove(@Body({ schema: endCredential }) body: z.output<typeof endCredential>) {
    const keyIds = this.#chosen(body);
    this.credentials.remove(keyIds);
    return { removed: keyIds };
  }

  #chosen({ app, kind, keyId }: z.output<typeof endCredential>): string[] {
    const all = this.roller.keyIds(this.#app(app), kind);
    if (keyId === undefined) return all;
    return [found(all.find((one) => one === keyId), `"${app}" has no ${kind} with this keyId`)]; // prettier-ignore
  }

  #app(key: string) {
    return found(this.directory.application(key), `No application has the key "${key}"`);
  }
}

function reveal(credential: ClientCredential) {
  const { kind, keyId, displayName, expiresAt } = credential;
  return {
    kind,
    keyId,
    displayName,
    expiresAt,
    ...(kind === 'secret'
      ? { value: credential.value }
      : {
          certificate: credential.certificatePem,
          privateKey: credential.privateKey.export({ type: 'pkcs8', format: 'pem' }),
        }),
  };
}
