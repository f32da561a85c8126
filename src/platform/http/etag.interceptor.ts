import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { DomainError } from '../../kernel/errors.ts';

export class BadEntityTag extends DomainError {
  readonly code = 'request.bad_etag';
  readonly refusal = 'malformed';
  readonly text = { 'zh-TW': 'If-Match 格式有誤', en: 'If-Match is not an entity tag of this resource' };
}

/** Puts the version of an answered resource into its `ETag`; lists have none. */
@Injectable()
export class VersionETag implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        const { version } = (answer ?? {}) as { version?: unknown };
        if (typeof version === 'number') void context.switchToHttp().getResponse<FastifyReply>().header('etag', `"${version}"`);
        return answer;
      }),
    );
  }
}

/** The version that an `If-Match` header names; null when there is none, or any will do. @throws BadEntityTag */
export function expectedVersion(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch === '*') return null;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new BadEntityTag();
  return Number(version);
}
