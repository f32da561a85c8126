import type { FastifyReply, FastifyRequest } from 'fastify';
import { FRAMEWORK_PROBLEMS, preferredLanguage, toProblemDocument } from './problem.ts';

const MALFORMED = 400;

/** Answers a request whose address cannot even be decoded: no route, hook or filter ever sees it. */
export function answerUnroutable(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const language = preferredLanguage(request.headers['accept-language']);
  const document = toProblemDocument({ ...FRAMEWORK_PROBLEMS[MALFORMED]!, status: MALFORMED }, language, request.id);
  void reply
    .status(MALFORMED)
    .headers({ 'x-request-id': request.id, 'content-language': language })
    .type('application/problem+json; charset=utf-8')
    .send(document);
}
