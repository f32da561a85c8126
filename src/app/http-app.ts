import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { newId } from '../kernel/ids.ts';
import type { Settings } from '../platform/config/index.ts';
import { fromRequest } from '../platform/facts/index.ts';
import { answerUnroutable, type AuthenticatedRequest, bodyProblem, readFiles } from '../platform/http/index.ts';
import { RateLimits } from '../platform/edge/index.ts';
import { Metrics, requestLogger } from '../platform/telemetry/index.ts';
import { AppModule, type AppOptions } from './app.module.ts';
import { openTo } from './edge/cross-origin.ts';
import { answerBroken, MOST_CONNECTIONS, PATIENCE } from './edge/patience.ts';
import { BARE_HEADERS, secureHeaders } from './edge/security-headers.ts';
import { limitTraffic, warnOfUnknownProxy } from './edge/traffic.ts';
import { NestLog } from './nest-log.ts';

/** A petition of 4,000 Chinese characters is 12 KB; nothing that is typed is longer than this. */
const BODY_LIMIT = 256 * 1024;

/** A request id from outside must not be able to write anything into a log but itself. */
const REQUEST_ID = /^[\w.-]{1,64}$/;

const OPERATIONS = ['healthz', 'readyz', 'metrics'];

/**
 * Makes the process that answers requests; `listen` is the caller's.
 *
 * @param preview only to be looked at: nothing is connected, and it cannot answer
 */
export async function createHttpApp(options: AppOptions, preview = false): Promise<NestFastifyApplication> {
  const { edge, logLevel } = options.settings;
  const { trustedProxies } = edge;
  const logger = requestLogger(logLevel, options.log);
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    ...PATIENCE,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    clientErrorHandler: answerBroken,
    requestIdHeader: false,
    genReqId: (request: { readonly headers: Record<string, string | string[] | undefined> }) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: { readonly statusCode?: number }, request: FastifyRequest, reply: FastifyReply) =>
      answerUnroutable(error, request, reply.headers(BARE_HEADERS)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(options), adapter, {
    logger: new NestLog(logger),
    bodyParser: false, // Fastify's own, which takes nothing but JSON
    abortOnError: false,
    preview,
  });
  app.setGlobalPrefix('api/v1', { exclude: OPERATIONS.map((path) => ({ path, method: RequestMethod.GET })) });
  const fastify = adapter.getInstance<FastifyInstance>();
  hook(fastify, app.get(Metrics));
  if (!preview) await guardTheEdge(fastify, app.get(RateLimits), options.settings);
  return app;
}

/** What every request meets before any route: in this order. */
async function guardTheEdge(fastify: FastifyInstance, limits: RateLimits, { publicUrl, edge }: Settings): Promise<void> {
  fastify.server.maxConnections = MOST_CONNECTIONS;
  await limits.attachTo(fastify);
  await secureHeaders(fastify, publicUrl.startsWith('https:'));
  await openTo(fastify, edge.corsOrigins);
  warnOfUnknownProxy(fastify);
  limitTraffic(fastify, limits);
}

/** Reads JSON as Fastify does, and keeps it as it was sent: that is what a machine has signed. */
function keepWhatWasSent(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request: AuthenticatedRequest, body, done) => {
    request.rawBody = body;
    void parse(request, body, done);
  });
}

function hook(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.removeContentTypeParser('text/plain');
  readFiles(fastify);
  keepWhatWasSent(fastify);
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/v1')) void reply.header('cache-control', 'no-store');
    done();
  });
  fastify.addHook('preValidation', (request: FastifyRequest, _reply, done) => {
    request.body ??= {};
    const problem = request.method === 'GET' ? undefined : bodyProblem(request.body);
    // Here and not before: what is done while a body is read belongs to its socket, not to the request.
    fromRequest(request.id, () => done(problem));
  });
  fastify.addHook('onResponse', (request: AuthenticatedRequest, reply: FastifyReply, done) => {
    // The route, never the address: numbers, codes and tokens stand in addresses. Whose request it was stands here for what leaves no
    // fact: what was only looked at, and what was refused.
    const { method, callerId: account } = request;
    const route = request.routeOptions.url ?? '(none)';
    const status = reply.statusCode;
    metrics.requests.observe({ method, route, status }, reply.elapsedTime / 1000);
    request.log.info({ method, route, status, ms: Math.round(reply.elapsedTime), account }, 'request');
    done();
  });
}
