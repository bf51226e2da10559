import { Module } from '@nestjs/common';
import { TokenSigner } from './token-signer.js';

@Module({ providers: [TokenSigner], exports: [TokenSigner] })
export class TokensModule {}
