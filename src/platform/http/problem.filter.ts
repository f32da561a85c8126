import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type FieldError } from '../../kernel/errors.ts';
import { translateFieldErrors } from './field-errors.ts';
import {
  frameworkProblem,
  INTERNAL,
  type Language,
  preferredLanguage,
  problemOf,
  type ProblemSource,
  toProblemDocument,
  UNAVAILABLE,
} from './problem.ts';

const RETRY_AFTER_SECONDS = 5;

/** Answers every refusal and every failure as a problem document (RFC 9457); a failure is logged with the request's id and tells nothing else. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const language = preferredLanguage(request.headers['accept-language']);
    const source = this.sourceOf(error, request);
    const document = toProblemDocument({ ...source, details: withErrorsIn(language, source.details) }, language, request.id);
    const retryAfter = retryAfterOf(source);
    if (retryAfter !== null) void reply.header('retry-after', retryAfter);
    void reply
      .status(source.status)
      .header('content-language', language)
      .type('application/problem+json; charset=utf-8')
      .send(document);
  }

  private sourceOf(error: unknown, request: FastifyRequest): ProblemSource {
    if (error instanceof DomainError) return problemOf(error);
    const failure = error instanceof Error ? error : new Error(String(error));
    const status = statusOf(failure);
    const refused = status === null ? null : frameworkProblem(status);
    return refused ?? this.failed(failure, `${request.id} ${request.method} ${request.routeOptions.url ?? ''}`);
  }

  private failed(failure: Error, where: string): ProblemSource {
    if (isConnectionLost(failure)) {
      this.logger.warn(`${where}: ${failure.message}`);
      return UNAVAILABLE;
    }
    this.logger.error(`${where}: ${failure.message}`, failure.stack);
    return INTERNAL;
  }
}

/** The wrong fields in the reader's language; what else a refusal tells stays as it is. */
function withErrorsIn(language: Language, details: ProblemSource['details'] = {}): NonNullable<ProblemSource['details']> {
  const errors = details['errors'] as readonly FieldError[] | undefined;
  return errors ? { ...details, errors: translateFieldErrors(errors, language) } : details;
}

function statusOf(error: Error): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : null;
}

/** SQLSTATE class 08 (connection), 53 (resources), 57P (shutdown), the socket's own words, and a disk that is full. */
function isConnectionLost(error: Error): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
  return /^(08|53|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOSPC', 'EDQUOT'].includes(code);
}

function retryAfterOf(source: ProblemSource): number | null {
  const own = source.details?.['retryAfterSeconds'];
  if (typeof own === 'number') return own;
  return source.status === UNAVAILABLE.status ? RETRY_AFTER_SECONDS : null;
}
