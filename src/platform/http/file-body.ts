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

/**
 * The file of a form (RFC 7578); an object without anything when there is none, or when it is no form. Bytes are read as Latin-1,
 * which keeps each of them.
 */
function fileIn(body: Buffer, contentType: string): Buffer | object {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)?.slice(1).find(Boolean);
  if (boundary === undefined) return {};
  const parts = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`).slice(1, -1); // before the first and after the last is nothing
  for (const part of parts) {
    const headEnd = part.indexOf('\r\n\r\n');
    if (IS_FILE.test(part.slice(0, Math.max(0, headEnd)))) return Buffer.from(part.slice(headEnd + 4), 'latin1');
  }
  return {};
}

const IS_FILE = new RegExp(
  `^content-disposition:\\s*form-data\\s*;(?=[^\\r\\n]*filename)[^\\r\\n]*\\bname="?${FIELD}"?\\s*(?:;|$)`,
  'im',
);
