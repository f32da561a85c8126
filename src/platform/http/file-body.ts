import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The media types that files are sent as. */
const FILE_TYPES = ['text/csv', 'application/octet-stream'] as const;
type FileType = (typeof FILE_TYPES)[number];

const UNSUPPORTED = 415;

interface FileRoute {
  readonly fileTypes?: readonly string[];
}

/** The body of this route is the file itself; `request.body` is a `Buffer` then. */
export const TakesFile = (...fileTypes: readonly FileType[]): MethodDecorator =>
  applyDecorators(
    RouteConfig({ fileTypes } satisfies FileRoute),
    ApiConsumes(...fileTypes),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
  );

/** Reads the bodies of routes that take files; everywhere else a file is of the wrong type, as it was before. */
export function readFiles(fastify: FastifyInstance): void {
  for (const type of FILE_TYPES) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done) => {
      const { fileTypes = [] } = request.routeOptions.config as FileRoute;
      if (fileTypes.includes(type)) done(null, body);
      else done(Object.assign(new Error(`${type} is not taken here`), { statusCode: UNSUPPORTED }));
    });
  }
}
