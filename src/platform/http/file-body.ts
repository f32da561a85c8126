import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const FORM = 'multipart/form-data';
/** The field of a form that holds the file. */
const FIELD = 'file';

/** The media types that files are sent as. */
const FILE_TYPES = [FORM, 'text/csv', 'application/octet-stream'] as const;
type FileType = (typeof FILE_TYPES)[number];

const UNSUPPORTED = 415;

interface FileRoute {
  readonly fileTypes?: readonly string[];
}

/** The body of this route is a file, or a form with one in its field `file`; `request.body` is a `Buffer` then. */
export const TakesFile = (...fileTypes: readonly FileType[]): MethodDecorator =>
  applyDecorators(
    RouteConfig({ fileTypes } satisfies FileRoute),
    ApiConsumes(...fileTypes),
    ApiBody({ schema: { type: 'object', required: [FIELD], properties: { [FIELD]: { type: 'string', format: 'binary' } } } }),
  );

/** Reads the bodies of routes that take files; everywhere else a file is of the wrong type, as it was before. */
export function readFiles(fastify: FastifyInstance): void {
  for (const type of FILE_TYPES) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
      const { fileTypes = [] } = request.routeOptions.config as FileRoute;
      if (!fileTypes.includes(type)) throw Object.assign(new Error(`${type} is not taken here`), { statusCode: UNSUPPORTED });
      return type === FORM ? fileIn(body, request.headers['content-type']!) : body;
    });
  }
}

/** The file of a form; an object without anything when there is none, or when it is no form. */
async function fileIn(body: Buffer, contentType: string): Promise<Buffer | object> {
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData().catch(() => null);
  const file = form?.get(FIELD);
  return file && typeof file !== 'string' ? Buffer.from(await file.arrayBuffer()) : {};
}
