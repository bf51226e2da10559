import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ControlModule } from './control.module.js';

/** The control API's OpenAPI document at /control/openapi.json, and its page at /control/docs. */
export function addControlDocs(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Mock issuer: control API')
    .setDescription(
      'Steers the local look-alike of Entra and Key Vault. The token is CONTROL_TOKEN of this start.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  SwaggerModule.setup(
    'control/docs',
    app,
    () => SwaggerModule.createDocument(app, config, { include: [ControlModule] }),
    {
      jsonDocumentUrl: 'control/openapi.json',
    },
  );
}
