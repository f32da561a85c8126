import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { documentInputRules } from './openapi/input-rules.ts';
import { finish } from './openapi/finish.ts';

const DESCRIPTION = `The case-dispatch backend of a city's 1999 line.

- Instants are RFC 3339 with an offset, days \`YYYY-MM-DD\`; unknown fields of a body are refused.
- Refusals and failures are \`application/problem+json\` (RFC 9457) with a stable \`code\`, in the language of \`Accept-Language\`: \`zh-TW\`
  (default) or \`en\`.
- Lists are pages: \`limit\`, \`cursor\`, and \`total\` with \`count=true\`.
- \`X-Request-Id\` is taken or made, and answered; it is in every line of the log about the request.`;

/** The contract as the code states it: controllers, bodies and views, the rules they are checked by, and their comments. */
export async function openApiOf(app: NestFastifyApplication): Promise<OpenAPIObject> {
  return (await openApiWriter(app))();
}

/** Writes the contract when it is asked for: the start need not wait for it. */
async function openApiWriter(app: NestFastifyApplication): Promise<() => OpenAPIObject> {
  await SwaggerModule.loadPluginMetadata(await pluginMetadata());
  documentInputRules();
  const config = new DocumentBuilder()
    .setTitle('Paian 派案')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.0.3')
    .addServer('/')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'opaque',
      description: 'The token that `POST /api/v1/auth/login` answers.',
    })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'A key of a program.' }, 'apiKey')
    .build();
  return () => finish(SwaggerModule.createDocument(app, config, { operationIdFactory }));
}

/** `/api/openapi.json`, and a page to read it at `/api/docs`. */
export async function serveOpenApi(app: NestFastifyApplication): Promise<void> {
  SwaggerModule.setup('api/docs', app, await openApiWriter(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}

/** `CaseController.close` → `caseClose`: a name that a generated client can use as it is. */
function operationIdFactory(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return `${noun.charAt(0).toLowerCase()}${noun.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

/** Written by the build, so it is not there for the compiler. */
const METADATA: string = '../metadata.js';

async function pluginMetadata(): Promise<() => Promise<Record<string, unknown>>> {
  const { default: metadata } = (await import(METADATA)) as { default: () => Promise<Record<string, unknown>> };
  return metadata;
}
