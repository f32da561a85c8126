import type { FastifyReply, FastifyRequest } from 'fastify';
import { frameworkProblem, preferredLanguage, toProblemDocument } from './problem.ts';

const MALFORMED = 400;
const TOO_LONG = 414;

/** Answers a request whose address cannot even be decoded, or is too long: no route, hook or filter ever sees it. */
export function answerUnroutable(error: { readonly statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  const language = preferredLanguage(request.headers['accept-language']);
  const status = error.statusCode === TOO_LONG ? TOO_LONG : MALFORMED;
  void reply
    .status(status)
    .headers({ 'x-request-id': request.id, 'content-language': language })
    .type('application/problem+json; charset=utf-8')
    .send(toProblemDocument(frameworkProblem(status)!, language, request.id));
}
