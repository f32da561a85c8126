import multipart, { type MultipartFile } from '@fastify/multipart';
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FORM, FORM_FIELD, fileOfForm, isForm } from './form.ts';

/** The media types that files are sent as. */
const PLAIN_TYPES = ['text/csv', 'application/octet-stream'] as const;
type FileType = typeof FORM | (typeof PLAIN_TYPES)[number];

const MALFORMED = 400;
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
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const refused = isForm(request) && !request.is404 && !routeOf(request).fileTypes?.includes(FORM);
    done(refused ? unsupported(FORM) : null, payload);
  });
  for (const type of PLAIN_TYPES) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
      if (!routeOf(request).fileTypes?.includes(type)) throw unsupported(type);
      return body;
    });
  }
  fastify.addHook('preValidation', async (request) => {
    if (!request.isMultipart() || routeOf(request).streamed) return;
    request.body = (await wholeFile(request)) ?? {};
  });
}

/** Null when there is no file in the form, or it is none: that the route tells in words of its own. */
async function wholeFile(request: FastifyRequest): Promise<Buffer | null> {
  const whole = async ({ file }: MultipartFile): Promise<Buffer> => Buffer.concat((await file.toArray()) as Buffer[]);
  try {
    return await fileOfForm(request, request.routeOptions.bodyLimit, whole);
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === MALFORMED) return null;
    throw error;
  }
}

const routeOf = (request: FastifyRequest): FileRoute => request.routeOptions.config as FileRoute;

const unsupported = (type: string): Error => Object.assign(new Error(`${type} is not taken here`), { statusCode: UNSUPPORTED });
