import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FILE_KINDS, type FileKind } from '../../kernel/file-kind.ts';
import type { Answered } from '../../platform/http/index.ts';
import type { Attachment } from './domain/attachment.ts';
import { contentDisposition } from './domain/shown-name.ts';

/** The answer to an upload; what is kept of a photograph is not what was sent. */
export class UploadedView {
  attachmentId: string;
  contentType: string;
  bytes: number;
}

export const toUploadedView = ({
  answer: { id, kind, bytes },
  replayed,
}: Answered<Pick<Attachment, 'id' | 'kind' | 'bytes'>>): Answered<UploadedView> => ({
  answer: { attachmentId: id, contentType: FILE_KINDS[kind].mediaType, bytes },
  replayed,
});

/** A file that is handed out. */
export interface HandedOut {
  readonly kind: FileKind;
  readonly name: string;
  readonly file: { readonly bytes: number; readonly stream: Readable };
}

/**
 * Hands a file out so that no browser makes more of it than a file: it is of the type that we say, runs nothing, lies in no other page and
 * is not kept on the way.
 */
export function toDownload({ kind, name, file }: HandedOut, reply: FastifyReply): StreamableFile {
  void reply.headers({
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
  });
  return new StreamableFile(file.stream, {
    type: FILE_KINDS[kind].mediaType,
    disposition: contentDisposition(name, kind),
    length: file.bytes,
  });
}
