import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The contract as the code states it, from controllers, DTOs and their comments. */
export async function openApiOf(app: NestFastifyApplication): Promise<OpenAPIObject> {
  await SwaggerModule.loadPluginMetadata(await pluginMetadata());
  const config = new DocumentBuilder()
    .setTitle('Paian 派案')
    .setDescription("The case-dispatch backend of a city's 1999 line")
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** `/api/openapi.json`, and a page to read it at `/api/docs`. */
export async function serveOpenApi(app: NestFastifyApplication): Promise<void> {
  SwaggerModule.setup('api/docs', app, await openApiOf(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}

/** Written by the build, so it is not there for the compiler. */
const METADATA: string = '../metadata.js';

async function pluginMetadata(): Promise<() => Promise<Record<string, unknown>>> {
  const { default: metadata } = (await import(METADATA)) as { default: () => Promise<Record<string, unknown>> };
  return metadata;
}
