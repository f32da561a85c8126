import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Answered } from './idempotency.ts';

/** Answers what was done once, and says so when it was done before. */
@Injectable()
export class ReplayedHeader implements NestInterceptor<Answered<object>, object> {
  intercept(context: ExecutionContext, next: CallHandler<Answered<object>>): Observable<object> {
    return next.handle().pipe(
      map(({ answer, replayed }) => {
        if (replayed) void context.switchToHttp().getResponse<FastifyReply>().header('idempotent-replayed', 'true');
        return answer;
      }),
    );
  }
}
