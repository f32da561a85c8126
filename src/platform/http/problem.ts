import { HttpStatus } from '@nestjs/common';
import type { BilingualText, DomainError, Refusal } from '../../kernel/errors.ts';

/** The one place where a refusal becomes an HTTP status; a new word does not compile until it is mapped. */
const STATUS: Readonly<Record<Refusal, HttpStatus>> = {
  malformed: HttpStatus.BAD_REQUEST,
  unauthenticated: HttpStatus.UNAUTHORIZED,
  forbidden: HttpStatus.FORBIDDEN,
  not_found: HttpStatus.NOT_FOUND,
  conflict: HttpStatus.CONFLICT,
  gone: HttpStatus.GONE,
  stale: HttpStatus.PRECONDITION_FAILED,
  invalid: HttpStatus.UNPROCESSABLE_ENTITY,
  precondition_required: HttpStatus.PRECONDITION_REQUIRED,
  too_many: HttpStatus.TOO_MANY_REQUESTS,
  unavailable: HttpStatus.SERVICE_UNAVAILABLE,
};

export type Language = keyof BilingualText;

/** RFC 9457. Extension members lie beside the standard ones and never replace them. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
}

export interface ProblemSource {
  readonly status: number;
  readonly code: string;
  readonly text: BilingualText;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const problemOf = (error: DomainError): ProblemSource => ({
  status: STATUS[error.refusal],
  code: error.code,
  text: error.text,
  details: error.details,
});

export function toProblemDocument(source: ProblemSource, language: Language, requestId: string): ProblemDocument {
  return {
    ...source.details,
    type: `urn:paian:problem:${source.code}`,
    title: source.text.en,
    status: source.status,
    code: source.code,
    detail: source.text[language],
    requestId,
  };
}

/** What an error of the framework means, by its status: malformed JSON, an unknown route, a body over the limit … */
export const FRAMEWORK_PROBLEMS: Readonly<Record<number, Omit<ProblemSource, 'status'>>> = {
  400: { code: 'request.malformed', text: { 'zh-TW': '請求格式有誤', en: 'The request is malformed' } },
  404: { code: 'route.not_found', text: { 'zh-TW': '找不到這個網址', en: 'There is nothing at this address' } },
  405: { code: 'route.method_not_allowed', text: { 'zh-TW': '此網址不接受這個方法', en: 'This method is not allowed here' } },
  406: { code: 'request.not_acceptable', text: { 'zh-TW': '無法提供所要求的格式', en: 'The requested format is not available' } },
  408: { code: 'request.timeout', text: { 'zh-TW': '請求逾時', en: 'The request took too long to arrive' } },
  413: { code: 'request.too_large', text: { 'zh-TW': '內容超過大小上限', en: 'The body is too large' } },
  414: { code: 'request.uri_too_long', text: { 'zh-TW': '網址過長', en: 'The address is too long' } },
  415: {
    code: 'request.unsupported_media_type',
    text: { 'zh-TW': '不支援這種內容類型', en: 'This content type is not supported' },
  },
  431: { code: 'request.headers_too_large', text: { 'zh-TW': '標頭過大', en: 'The headers are too large' } },
};

/** What an error that carries an HTTP status of its own is answered with; null when it is a failure, whatever status it names. */
export function frameworkProblem(status: number): ProblemSource | null {
  const known = FRAMEWORK_PROBLEMS[status];
  if (known) return { ...known, status };
  if (status >= 500) return null;
  return { status, code: 'request.refused', text: { 'zh-TW': '請求被拒絕', en: 'The request was refused' } };
}

export const UNAVAILABLE: ProblemSource = {
  status: HttpStatus.SERVICE_UNAVAILABLE,
  code: 'service.unavailable',
  text: { 'zh-TW': '系統暫時無法服務，請稍後再試', en: 'The service is temporarily unavailable; try again shortly' },
};

export const INTERNAL: ProblemSource = {
  status: HttpStatus.INTERNAL_SERVER_ERROR,
  code: 'internal.error',
  text: { 'zh-TW': '系統發生錯誤，請提供請求編號以便查詢', en: 'Something went wrong; quote the request id when you report it' },
};

/** `Accept-Language`, of which only the first language that we have counts. */
export function preferredLanguage(header: string | undefined): Language {
  for (const range of (header ?? '').split(',')) {
    const tag = range.split(';')[0]!.trim().toLowerCase();
    if (tag.startsWith('en')) return 'en';
    if (tag.startsWith('zh')) return 'zh-TW';
  }
  return 'zh-TW';
}
