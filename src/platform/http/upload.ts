import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fileOfForm } from './form.ts';

const UNSUPPORTED = 415;
const TOO_LARGE = 413;
/** What the form around a file takes at most. */
const AROUND_BYTES = 16 * 1024;

/** A form with a file that has not been read yet: whoever may not send one is refused before a byte of it is kept. */
export class Upload {
  constructor(private readonly request: FastifyRequest) {}

  /**
   * Reads the form.
   *
   * @param take reads the stream to its end; `name` is what the sender calls the file
   * @returns null when there is no file in it
   * @throws OneFileOnly, what `take` throws, and errors with a `statusCode`: 400, 413, 415
   */
  async receive<T>(mostBytes: number, take: (stream: Readable, name: string) => Promise<T>): Promise<T | null> {
    const { request } = this;
    if (!request.isMultipart()) throw refusedAs(UNSUPPORTED);
    if (Number(request.headers['content-length']) > mostBytes + AROUND_BYTES) throw refusedAs(TOO_LARGE);
    return fileOfForm(request, mostBytes, ({ file, filename }) => take(file, filename));
  }
}

/** The form that is sent to a route which `TakesUpload`. */
export const SentUpload = createParamDecorator(
  (_: unknown, context: ExecutionContext): Upload => new Upload(context.switchToHttp().getRequest<FastifyRequest>()),
);

const refusedAs = (statusCode: number): Error => Object.assign(new Error('the upload is refused'), { statusCode });
