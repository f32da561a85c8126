import multipart from '@fastify/multipart';
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FORM, FORM_FIELD, fileOfForm, isForm } from './form.ts';

/** The media types that files are sent as. */
const PLAIN_TYPES = ['text/csv', 'application/octet-stream'] as const;
type FileType = typeof FORM | (typeof PLAIN_TYPES)[number];

const UNSUPPORTED = 415;

interface FileRoute {
  readonly fileTypes?: readonly string[];
  /** The handler reads the form itself, as it arrives. */
  readonly streamed?: boolean;
}

const describing = (...fileTypes: readonly FileType[]): MethodDecorator =>
  applyDecorators(
    ApiConsumes(...fileTypes),
    ApiBody({
      schema: { type: 'object', required: [FORM_FIELD], properties: { [FORM_FIELD]: { type: 'string', format: 'binary' } } },
    }),
  );

/** The body of this route is a file, or a form with one in its field `file`; `request.body` is a `Buffer` then. */
export const TakesFile = (...fileTypes: readonly FileType[]): MethodDecorator =>
  applyDecorators(RouteConfig({ fileTypes } satisfies FileRoute), describing(...fileTypes));

/** The body of this route is a form with one file in its field `file`; its handler is given an `Upload`. */
export const TakesUpload = (): MethodDecorator =>
  applyDecorators(RouteConfig({ fileTypes: [FORM], streamed: true } satisfies FileRoute), describing(FORM));

/** Reads the bodies of routes that take files; everywhere else a file is of the wrong type. */
export function readFiles(fastify: FastifyInstance): void {
  void fastify.register(multipart);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const refused = isForm(request) && !request.is404 && !routeOf(request).fileTypes?.includes(FORM);
    done(refused ? unsupported(FORM) : undefined);
  });
  for (const type of PLAIN_TYPES) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
      if (!routeOf(request).fileTypes?.includes(type)) throw unsupported(type);
      return body;
    });
  }
  fastify.addHook('preValidation', async (request) => {
    if (!request.isMultipart() || routeOf(request).streamed) return;
    const { bodyLimit } = request.routeOptions;
    request.body =
      (await fileOfForm(request, bodyLimit, ({ file }) => file.toArray().then((chunks) => Buffer.concat(chunks)))) ?? {};
  });
}

const routeOf = (request: FastifyRequest): FileRoute => request.routeOptions.config as FileRoute;

const unsupported = (type: string): Error => Object.assign(new Error(`${type} is not taken here`), { statusCode: UNSUPPORTED });
