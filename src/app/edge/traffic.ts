import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { countedAddress, LIMITS, type RateLimits } from '../../platform/edge/index.ts';

/** Whoever watches the machines must see them most when they are busy. */
const EXEMPT: readonly (string | undefined)[] = ['/healthz', '/readyz', '/metrics'];

/** Counts every request before anything is read, looked up or computed for it. */
export function limitTraffic(fastify: FastifyInstance, limits: RateLimits): void {
  fastify.addHook('onRequest', async (request) => {
    if (EXEMPT.includes(request.routeOptions.url)) return;
    await limits.count(bringsCredential(request) ? LIMITS.signed : LIMITS.anonymous, countedAddress(request.ip));
  });
}

const bringsCredential = ({ headers }: FastifyRequest): boolean =>
  headers.authorization !== undefined || headers['x-api-key'] !== undefined || headers.cookie !== undefined;

/** Says once that a proxy is not known: all that comes through it is counted as one. */
export function warnOfUnknownProxy(fastify: FastifyInstance): void {
  const logger = new Logger('Proxy');
  let warned = false;
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!warned && request.headers['x-forwarded-for'] !== undefined && request.ip === request.socket.remoteAddress) {
      warned = true;
      logger.warn('X-Forwarded-For came from an address that TRUSTED_PROXIES does not name, and was not believed');
    }
    done();
  });
}
