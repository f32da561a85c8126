import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.ts';

export const FORM = 'multipart/form-data';
/** The field of a form that holds the file. */
export const FORM_FIELD = 'file';

/** What else may stand in a form; nothing of it is looked at. */
const BESIDE = { fields: 8, fieldSize: 1_000, fieldNameSize: 100, headerPairs: 16 };

const MALFORMED = 400;
const TOO_LARGE = 413;

/** A form holds one file. */
export class OneFileOnly extends DomainError {
  readonly code = 'request.one_file_only';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '一次只能上傳一個檔案', en: 'One file at a time' };
}

export const isForm = ({ headers }: FastifyRequest): boolean =>
  new RegExp(`^\\s*${FORM}\\s*(;|$)`, 'i').test(headers['content-type'] ?? '');

/**
 * Reads a form to its end (RFC 7578), and hands over its file as it arrives.
 *
 * @param mostBytes of the file
 * @param take reads the stream to its end
 * @returns null when there is no file in the field
 * @throws OneFileOnly, what `take` throws, and errors with a `statusCode`: 400 for what is no form, or breaks off, 413
 */
export async function fileOfForm<T>(
  request: FastifyRequest,
  mostBytes: number,
  take: (part: MultipartFile) => Promise<T>,
): Promise<T | null> {
  const limits = { ...BESIDE, fileSize: mostBytes, files: 1, parts: BESIDE.fields + 1 };
  let taken: { readonly file: T } | null = null;
  const taking = async (part: MultipartFile): Promise<void> => {
    const file = await take(part).catch((error: unknown) => {
      throw new Untaken(error);
    });
    taken = { file };
    if (part.file.truncated) throw Object.assign(new Error('the file is too large'), { statusCode: TOO_LARGE });
  };
  try {
    for await (const part of request.parts({ limits, throwFileSizeLimit: false } as Parameters<typeof request.parts>[0])) {
      if (part.type !== 'file') continue;
      if (part.fieldname === FORM_FIELD) await taking(part);
      else part.file.resume();
    }
  } catch (error) {
    throw whatWasWrong(error);
  }
  return (taken as { readonly file: T } | null)?.file ?? null;
}

/** A failure of whoever takes the file, not of the form. */
class Untaken extends Error {
  constructor(override readonly cause: unknown) {
    super();
  }
}

function whatWasWrong(error: unknown): unknown {
  const { code, statusCode, cause } = error as { code?: string; statusCode?: number; cause?: unknown };
  if (code === 'FST_FILES_LIMIT') return new OneFileOnly();
  if (error instanceof Untaken && !isTornOff(cause)) return cause;
  return statusCode === undefined ? Object.assign(new Error('the form is malformed'), { statusCode: MALFORMED }) : error;
}

/** The stream of a part breaks when the form does: that is the sender's doing. */
const isTornOff = (error: unknown): boolean => {
  const { code, message = '' } = error as { code?: string; message?: string };
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || /terminated early|unexpected end/i.test(message);
};
