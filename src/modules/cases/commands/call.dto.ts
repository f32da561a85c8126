import { applyDecorators, createParamDecorator, type ExecutionContext, HttpCode, Post } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { type AuthenticatedRequest, documentedHeader, expectedVersion } from '../../../platform/http/index.ts';
import type { Call } from '../domain/call.ts';
import type { CommandType } from '../domain/case-lifecycle.ts';
import { readCaseNo } from '../domain/case-number.ts';

/** A route that gives a command to a case and answers the case: `POST /cases/{caseNo}/<command>`. */
export const CommandRoute = (command: CommandType): MethodDecorator =>
  applyDecorators(Post(`:caseNo/${command}`), HttpCode(200), ApiParam({ name: 'caseNo', type: String }));

/** @throws CaseNotFound, BadEntityTag */
export const CommandCall = createParamDecorator(
  (_: unknown, context: ExecutionContext): Call => {
    const { actor, params, headers } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!actor) throw new Error('a command without an actor'); // a mistake of ours: the law of routes finds it
    return {
      actor,
      caseNo: readCaseNo((params as { caseNo: string }).caseNo),
      expectedVersion: expectedVersion(headers['if-match']),
    };
  },
  [documentedHeader('If-Match', 'The `ETag` that was read; 412 when somebody was faster.')],
);
